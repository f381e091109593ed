# SPDX-FileCopyrightText: 2026 Lockkeeper contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# Each is programs/<name>.cpp and the seeds in corpus/<name>. To come with their parsers: postgres, mysql, sqlite.
set(LOCKKEEPER_FUZZERS lexer)
