// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/privatefile.h"

#include <QSaveFile>

namespace lockkeeper {

using namespace Qt::StringLiterals;

Status replacePrivately(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
                           && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
                           && file.write(bytes) == bytes.size() && file.commit();
    if (isWritten)
        return {};
    return failure(Errc::UnwritableFile, {{u"path"_s, path}}, file.errorString());
}

} // namespace lockkeeper
