// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/completion.h"

#include <QObject>

namespace lockkeeper {

class SqlEditor;

/// Offers names while somebody types, from what is in memory already. Esc closes the list, and it stays closed until
/// the word is left; nothing is ever inserted unasked. UI thread only.
class Completer final : public QObject
{
    Q_OBJECT

public:
    explicit Completer(SqlEditor &editor);

    void setDialect(SqlDialect dialect);
    void setNames(const CatalogNames &names);
    /// Whether the list opens by itself; asked for, it always does.
    void setAutomatic(bool isAutomatic) { m_isAutomatic = isAutomatic; }
    bool isAutomatic() const { return m_isAutomatic; }
    void offer();

private:
    void typed(int character);
    void show(const CompletionPoint &point);
    CompletionPoint point() const;
    int beginOf(const CompletionPoint &point) const;

    SqlEditor &m_editor;
    SqlDialect m_dialect = SqlDialect::PostgreSQL;
    CatalogNames m_names;
    CompletionIndex m_index;
    bool m_isAutomatic = true;
    int m_dismissedAt = -1; ///< the begin of the word whose list was closed
};

} // namespace lockkeeper
