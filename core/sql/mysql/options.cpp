// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

#include <algorithm>
#include <array>

namespace lockkeeper::sql::mysql {

namespace {

constexpr auto optionWords = std::to_array<std::string_view>({"auto_increment",
                                                              "autoextend_size",
                                                              "avg_row_length",
                                                              "checksum",
                                                              "comment",
                                                              "compression",
                                                              "connection",
                                                              "delay_key_write",
                                                              "encrypted",
                                                              "encryption",
                                                              "encryption_key_id",
                                                              "engine",
                                                              "engine_attribute",
                                                              "insert_method",
                                                              "itef_quotes",
                                                              "key_block_size",
                                                              "max_rows",
                                                              "min_rows",
                                                              "pack_keys",
                                                              "page_checksum",
                                                              "page_compressed",
                                                              "page_compression_level",
                                                              "password",
                                                              "row_format",
                                                              "secondary_engine",
                                                              "secondary_engine_attribute",
                                                              "sequence",
                                                              "stats_auto_recalc",
                                                              "stats_persistent",
                                                              "stats_sample_pages",
                                                              "storage",
                                                              "table_checksum",
                                                              "tablespace",
                                                              "transactional",
                                                              "type",
                                                              "union"});
static_assert(std::ranges::is_sorted(optionWords));

bool startsDefault(const Cursor &in)
{
    const int ahead = in.is("default") ? 1 : 0;
    return in.isAnyOf({"charset", "collate"}, ahead)
           || (in.isAnyOf({"character", "char"}, ahead) && in.is("set", ahead + 1));
}

bool isOptionWord(const Cursor &in)
{
    return in.isKind(LexKind::Word) && (isOneOf(in.text(), optionWords) || in.isSign("=", 1))
           && !in.isAnyOf({"algorithm", "lock"});
}

Option readDefaultOption(Cursor &in)
{
    Option option;
    in.accept("default");
    option.name = in.is("collate") ? "collate" : "charset";
    if (!acceptCharacterSet(in))
        in.expect("collate");
    option.value = readCharset(in);
    return option;
}

Option readNamedOption(Cursor &in)
{
    Option option;
    option.name = folded(in.text());
    in.step();
    acceptEquals(in);
    if (in.atEnd()) {
        in.refuse();
        return option;
    }
    const int value = in.at();
    if (in.acceptSign("-"))
        option.value = "-";
    if (in.isSign("(")) { // UNION = (a, b)
        in.skip();
        return option;
    }
    if (in.isSign(",") || in.isSign(")")) {
        in.refuse();
        return option;
    }
    option.value += valueOf(in.run(), value + static_cast<int>(option.value.size()));
    in.step();
    return option;
}

bool acceptLevel(Cursor &in, std::string_view word, std::string &into)
{
    if (!in.accept(word))
        return false;
    acceptEquals(in);
    if (!in.isKind(LexKind::Word) && !in.isKind(LexKind::Placeholder)) {
        in.refuse();
        return true;
    }
    into = folded(in.text());
    in.step();
    return true;
}

} // namespace

bool startsTableOption(const Cursor &in)
{
    return startsDefault(in) || (in.isAnyOf({"data", "index"}) && in.is("directory", 1))
           || (in.is("with") && in.is("system", 1)) || isOptionWord(in);
}

std::optional<Option> acceptTableOption(Cursor &in)
{
    const int first = in.at();
    Option option;
    if (startsDefault(in)) {
        option = readDefaultOption(in);
    } else if (in.isAnyOf({"data", "index"}) && in.is("directory", 1)) {
        const std::string which = folded(in.text());
        in.step();
        option = readNamedOption(in);
        option.name = which + ' ' + option.name;
    } else if (in.accept("with", "system", "versioning")) {
        option.name = "system versioning";
    } else if (in.accept("start", "transaction")) {
        option.name = "start transaction";
    } else if (isOptionWord(in)) {
        option = readNamedOption(in);
    } else {
        return std::nullopt;
    }
    option.span = in.spanFrom(first);
    return option;
}

bool acceptAlgorithmOrLock(Cursor &in, std::string &algorithm, std::string &lock)
{
    return acceptLevel(in, "algorithm", algorithm) || acceptLevel(in, "lock", lock);
}

std::optional<int> acceptWait(Cursor &in)
{
    if (in.accept("nowait"))
        return 0;
    if (!in.is("wait") || !in.isKind(LexKind::Number, 1))
        return std::nullopt;
    in.step();
    return readInteger(in);
}

} // namespace lockkeeper::sql::mysql
