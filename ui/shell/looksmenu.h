// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QActionGroup;
class QMenu;

namespace lockkeeper {

/// Colours and text size, as entries of a menu. What somebody chooses is remembered.
class LooksMenu final : public QObject
{
    Q_OBJECT

public:
    /// Adds its entries to @p menu, which owns it.
    explicit LooksMenu(QMenu *menu);

    /// As it was when the program was used last.
    void restore();
    /// Text at least half as large again as usual while a call looks on.
    void setPresenting(bool presenting);

private:
    void addSchemes(QMenu &menu);
    void addSizes(QMenu &menu);
    void chooseSize(double factor);
    void step(int direction);
    void apply();

    QActionGroup *m_schemes = nullptr;
    QActionGroup *m_sizes = nullptr;
    double m_size = 1;
    bool m_isPresenting = false;
};

} // namespace lockkeeper
