// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lint/effects/columnchange.h"

#include <algorithm>

namespace lockkeeper::lint {

namespace {

using sql::ConstraintKind;
using sql::TypeName;
using Type = ColumnChange::Type;

bool isVariable(const TypeName &type) { return type.name == "varchar" || type.name == "varbinary"; }

bool isCountable(const TypeName &type) { return type.name == "enum" || type.name == "set"; }

/// Whether what stands in brackets changes nothing: INT(11) is INT.
bool isDisplayWidthOnly(const TypeName &type)
{
    return type.name == "tinyint" || type.name == "smallint" || type.name == "mediumint"
           || type.name == "integer" || type.name == "bigint" || type.name == "year";
}

/// What the server takes when nothing is written.
std::vector<int> modifiersOf(const TypeName &type)
{
    if (isDisplayWidthOnly(type))
        return {};
    if (type.name == "decimal")
        return {type.modifiers.empty() ? 10 : type.modifiers[0],
                type.modifiers.size() < 2 ? 0 : type.modifiers[1]};
    if (type.modifiers.empty() && (type.name == "char" || type.name == "binary" || type.name == "bit"))
        return {1};
    if (type.modifiers.empty()
        && (type.name == "datetime" || type.name == "timestamp" || type.name == "time"))
        return {0};
    return type.modifiers;
}

/// MySQL's collations begin with the name of their character set.
std::string_view charsetOf(const TypeName &type)
{
    if (!type.charset.empty())
        return type.charset == "utf8" ? "utf8mb3" : std::string_view(type.charset);
    const std::string_view collation = type.collation;
    const std::string_view charset = collation.substr(0, collation.find('_'));
    return charset == "utf8" ? "utf8mb3" : charset;
}

int characters(const TypeName &type) { return type.modifiers.empty() ? 1 : type.modifiers.front(); }

/// Bytes that hold a value of ENUM or SET.
size_t storage(const TypeName &type)
{
    const size_t count = type.values.size();
    if (type.name == "enum")
        return count < 256 ? 1 : 2;
    const size_t bytes = (count + 7) / 8;
    return bytes > 4 ? 8 : bytes;
}

Type valuesChange(const TypeName &old, const TypeName &now)
{
    if (old.values == now.values)
        return Type::Same;
    const bool isAppended = now.values.size() > old.values.size()
                            && std::equal(old.values.begin(), old.values.end(), now.values.begin());
    return isAppended && storage(old) == storage(now) ? Type::ValuesAppended : Type::Other;
}

bool isText(const TypeName &type)
{
    return type.name == "char" || type.name == "varchar" || type.name.ends_with("text") || isCountable(type);
}

/// A definition that names no character set takes the table's.
TypeName withCharset(TypeName type, std::string_view usual)
{
    if (isText(type) && type.charset.empty() && type.collation.empty())
        type.charset = usual;
    return type;
}

Type charsetChange(const TypeName &old, const TypeName &now)
{
    const std::string_view before = charsetOf(old);
    const std::string_view after = charsetOf(now);
    // "Nothing" is the table's own and most often the one that the other side writes out.
    if (before == after || before.empty() || after.empty())
        return old.collation == now.collation ? Type::Same : Type::OtherCollation;
    return before == "utf8mb3" && after == "utf8mb4" && old.name != "char" ? Type::WiderCharset : Type::Other;
}

Type typeChange(const TypeName &old, const TypeName &now)
{
    if (old.name != now.name || old.isUnsigned != now.isUnsigned)
        return Type::Other;
    const Type charset = isText(now) ? charsetChange(old, now) : Type::Same;
    if (isCountable(now) && charset == Type::Same)
        return valuesChange(old, now);
    const std::vector<int> before = modifiersOf(old);
    const std::vector<int> after = modifiersOf(now);
    if (before == after || charset == Type::Other)
        return charset;
    if (!isVariable(now) || characters(now) < characters(old))
        return Type::Other;
    return charset == Type::Same ? Type::Longer : charset;
}

bool isNotNull(const sql::ColumnDef &column)
{
    return column.constraint(ConstraintKind::NotNull) || column.constraint(ConstraintKind::PrimaryKey);
}

bool isInPrimaryKey(const TableFacts &table, std::string_view column)
{
    const auto names = [column](const auto &columns) {
        return std::ranges::find(columns, column) != columns.end();
    };
    return std::ranges::any_of(
               table.indexes,
               [&](const IndexFacts &index) { return index.isPrimary && names(index.columns); })
           || std::ranges::any_of(table.constraints, [&](const ConstraintFacts &constraint) {
                  return constraint.kind == ConstraintKind::PrimaryKey && names(constraint.columns);
              });
}

void compareNullability(const AlteredTable &table, const ColumnFacts &old, const sql::ColumnDef &now,
                        ColumnChange &change)
{
    // A key's column stays NOT NULL whatever is written.
    if (isInPrimaryKey(*table.facts(), old.name))
        return;
    if (!old.notNull) {
        change.isKnown = false;
        return;
    }
    change.becomesNullable = *old.notNull && !isNotNull(now);
    change.becomesNotNull = !*old.notNull && isNotNull(now);
}

bool isMoved(const AlteredTable &table, std::string_view column, const sql::ColumnDef &now, bool &isKnown)
{
    if (now.place == sql::ColumnDef::Place::Unsaid)
        return false;
    const int before = table.placeOf(column);
    const int neighbour = now.place == sql::ColumnDef::Place::First ? -1 : table.placeOf(now.after.text);
    if (before < 0 || (now.place == sql::ColumnDef::Place::After && neighbour < 0)) {
        isKnown = false;
        return true;
    }
    return before != neighbour + 1;
}

void compareLengths(const TypeName &old, const TypeName &now, ColumnChange &change)
{
    if (!isVariable(now))
        return;
    const auto width = [&change](const TypeName &type) {
        if (type.name == "varbinary")
            return 1;
        const int bytes = bytesPerCharacter(charsetOf(type));
        change.isWidthKnown = change.isWidthKnown && bytes > 0;
        return bytes > 0 ? bytes : 4;
    };
    change.oldBytes = characters(old) * width(old);
    change.newBytes = characters(now) * width(now);
}

} // namespace

int bytesPerCharacter(std::string_view charset)
{
    const std::string_view name = charset.substr(0, charset.find('_'));
    if (name.empty())
        return 0;
    if (name == "utf8mb4" || name == "utf16" || name == "utf16le" || name == "utf32" || name == "gb18030")
        return 4;
    if (name == "utf8mb3" || name == "utf8" || name == "ujis" || name == "eucjpms")
        return 3;
    if (name == "ucs2" || name == "big5" || name == "gbk" || name == "gb2312" || name == "sjis"
        || name == "cp932" || name == "euckr")
        return 2;
    return 1;
}

ColumnChange columnChange(const AlteredTable &table, const sql::AlterAction &action)
{
    ColumnChange change;
    const sql::ColumnDef &now = action.column;
    if (const sql::Constraint *generated = now.constraint(ConstraintKind::Generated)) {
        change.isStored = generated->isStored;
        change.isVirtual = !generated->isStored;
    }
    const ColumnFacts *old = table.column(action.name.text);
    if (!old || old->type.isEmpty())
        return change;

    change.isKnown = true;
    const TypeName before = withCharset(old->type, table.facts()->charset);
    const TypeName after = withCharset(now.type, table.facts()->charset);
    change.type = typeChange(before, after);
    compareLengths(before, after, change);
    compareNullability(table, *old, now, change);
    change.moves = isMoved(table, old->name, now, change.isKnown);
    change.isIndexed = table.isIndexed(old->name);
    const bool counts = now.constraint(ConstraintKind::AutoIncrement);
    change.startsCounting = counts && !old->isIdentity;
    change.stopsCounting = !counts && old->isIdentity;
    change.wasVirtual = old->isGenerated && !old->isStoredGenerated;
    change.wasStored = old->isGenerated && old->isStoredGenerated;
    return change;
}

} // namespace lockkeeper::lint
