// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/mysql/grammar.h"

#include <algorithm>
#include <array>

namespace lockkeeper::sql::mysql {

namespace {

struct Spelling
{
    std::string_view written;
    std::string_view usual;
};

// Every type of MySQL 9 and MariaDB 11.8 of one word.
constexpr auto spellings = std::to_array<Spelling>({
    {"bigint", "bigint"},
    {"binary", "binary"},
    {"bit", "bit"},
    {"blob", "blob"},
    {"bool", "tinyint"},
    {"boolean", "tinyint"},
    {"char", "char"},
    {"character", "char"},
    {"date", "date"},
    {"datetime", "datetime"},
    {"dec", "decimal"},
    {"decimal", "decimal"},
    {"double", "double"},
    {"enum", "enum"},
    {"fixed", "decimal"},
    {"float", "float"},
    {"float4", "float"},
    {"float8", "double"},
    {"geomcollection", "geometrycollection"},
    {"geometry", "geometry"},
    {"geometrycollection", "geometrycollection"},
    {"inet4", "inet4"},
    {"inet6", "inet6"},
    {"int", "integer"},
    {"int1", "tinyint"},
    {"int2", "smallint"},
    {"int3", "mediumint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"integer", "integer"},
    {"json", "json"},
    {"linestring", "linestring"},
    {"long", "mediumtext"},
    {"longblob", "longblob"},
    {"longtext", "longtext"},
    {"mediumblob", "mediumblob"},
    {"mediumint", "mediumint"},
    {"mediumtext", "mediumtext"},
    {"middleint", "mediumint"},
    {"multilinestring", "multilinestring"},
    {"multipoint", "multipoint"},
    {"multipolygon", "multipolygon"},
    {"national", "char"},
    {"nchar", "char"},
    {"number", "decimal"},
    {"numeric", "decimal"},
    {"nvarchar", "varchar"},
    {"point", "point"},
    {"polygon", "polygon"},
    {"real", "double"},
    {"serial", "serial"},
    {"set", "set"},
    {"smallint", "smallint"},
    {"text", "text"},
    {"time", "time"},
    {"timestamp", "timestamp"},
    {"tinyblob", "tinyblob"},
    {"tinyint", "tinyint"},
    {"tinytext", "tinytext"},
    {"uuid", "uuid"},
    {"varbinary", "varbinary"},
    {"varchar", "varchar"},
    {"varchar2", "varchar"},
    {"varcharacter", "varchar"},
    {"vector", "vector"},
    {"xmltype", "xmltype"},
    {"year", "year"},
});
static_assert(std::ranges::is_sorted(spellings, {}, &Spelling::written));

std::string usualName(std::string_view word)
{
    const auto found = std::ranges::lower_bound(spellings, word, {}, &Spelling::written);
    return found != spellings.end() && found->written == word ? std::string(found->usual) : std::string();
}

// CHARACTER VARYING, NATIONAL VARCHAR, LONG VARBINARY, DOUBLE PRECISION, CHAR BYTE
std::string readFollowingWords(Cursor &in, std::string_view word, std::string name)
{
    if (word == "national") {
        const bool isVarchar = in.isAnyOf({"varchar", "varcharacter"});
        if (!in.acceptAnyOf({"char", "character", "varchar", "varcharacter"}))
            in.refuse();
        name = isVarchar ? "varchar" : "char";
    }
    if (word == "double")
        in.accept("precision");
    if (word == "long" && in.is("varbinary"))
        name = "mediumblob";
    if (word == "long")
        in.acceptAnyOf({"varchar", "varcharacter", "varbinary"});
    if (name == "char" && in.accept("varying"))
        return "varchar";
    return name;
}

std::string readTypeName(Cursor &in)
{
    if (in.isKind(LexKind::Placeholder)) {
        in.step();
        return std::string(in.run().textAt(in.at() - 1));
    }
    const std::string word = folded(in.text());
    std::string name = usualName(word);
    if (!in.isKind(LexKind::Word)) {
        in.refuse();
        return name;
    }
    // MariaDB's types may come from a plugin.
    if (name.empty() && (in.dialect() == SqlDialect::MySQL || !isName(in)))
        in.refuse();
    in.step();
    return name.empty() ? word : readFollowingWords(in, word, name);
}

void readValues(Cursor &in, std::vector<std::string> &values)
{
    in.expectSign("(");
    do {
        if (in.isKind(LexKind::Word) && in.isKind(LexKind::String, 1)) // _utf8mb4'…'
            in.step();
        if (!in.isKind(LexKind::String) && !in.isKind(LexKind::Placeholder) && !in.isKind(LexKind::QuotedName)
            && !in.isKind(LexKind::Number))
            return in.refuse();
        values.push_back(valueOf(in.run(), in.at()));
        in.step();
    } while (in.acceptSign(","));
    in.expectSign(")");
}

bool acceptTypeAttribute(Cursor &in, TypeName &type)
{
    if (in.accept("unsigned")) {
        type.isUnsigned = true;
    } else if (in.accept("zerofill")) {
        type.isUnsigned = true; // ZEROFILL implies it
    } else if (in.acceptAnyOf({"signed", "binary", "ascii", "unicode", "byte"})) {
        return true;
    } else if (acceptCharacterSet(in)) {
        type.charset = readCharset(in);
    } else if (in.accept("collate")) {
        type.collation = readCharset(in);
    } else {
        return false;
    }
    return true;
}

} // namespace

bool acceptCharacterSet(Cursor &in)
{
    return in.accept("charset") || in.accept("character", "set") || in.accept("char", "set");
}

void acceptEquals(Cursor &in) { in.acceptSign("="); }

std::string readCharset(Cursor &in)
{
    acceptEquals(in);
    const bool isValue = in.isKind(LexKind::Word) || in.isKind(LexKind::String)
                         || in.isKind(LexKind::QuotedName) || in.isKind(LexKind::Placeholder);
    if (!isValue) {
        in.refuse();
        return {};
    }
    in.step();
    return folded(valueOf(in.run(), in.at() - 1));
}

TypeName readType(Cursor &in)
{
    const int first = in.at();
    TypeName type;
    const bool isBool = in.isAnyOf({"bool", "boolean"});
    type.name = readTypeName(in);
    if (type.name == "enum" || type.name == "set")
        readValues(in, type.values);
    else
        type.modifiers = readModifiers(in);
    if (isBool)
        type.modifiers = {1};
    while (acceptTypeAttribute(in, type)) {}
    type.isUnsigned = type.isUnsigned || type.name == "serial";
    type.span = in.spanFrom(first);
    return type;
}

} // namespace lockkeeper::sql::mysql
