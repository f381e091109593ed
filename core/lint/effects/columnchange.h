// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lint/effects/tablework.h"

namespace lockkeeper::lint {

/// What MODIFY COLUMN and CHANGE COLUMN make of a column. The new definition is whole: what it leaves out, goes.
struct ColumnChange
{
    enum class Type : unsigned char {
        Same,
        ValuesAppended, ///< ENUM or SET, and its storage is as wide as before
        Longer,         ///< VARCHAR or VARBINARY, same character set
        WiderCharset,   ///< utf8mb3 to utf8mb4, not shorter
        OtherCollation, ///< same character set
        Other,
    };
    Type type = Type::Other;
    bool isKnown = false;     ///< the old definition is
    bool isWidthKnown = true; ///< how many bytes a character takes
    int oldBytes = 0;         ///< of VARCHAR and VARBINARY, at most
    int newBytes = 0;
    bool becomesNullable = false;
    bool becomesNotNull = false;
    bool moves = false;
    bool isIndexed = false;
    bool startsCounting = false; ///< gets AUTO_INCREMENT
    bool stopsCounting = false;
    bool wasVirtual = false;
    bool wasStored = false;
    bool isVirtual = false;
    bool isStored = false;

    bool isGenerated() const { return wasVirtual || wasStored || isVirtual || isStored; }
    bool changesNullability() const { return becomesNullable || becomesNotNull; }
};

ColumnChange columnChange(const AlteredTable &table, const sql::AlterAction &action);

/// The most bytes of one character; @p charset may be a collation's name. 0: unknown.
int bytesPerCharacter(std::string_view charset);

} // namespace lockkeeper::lint
