// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"

#include <QWidget>

namespace lockkeeper {

/// "PRODUCTION": the word that stands on badges and in window titles.
QString environmentWord(Environment environment);
QSize environmentBadgeSize(Environment environment, const QFont &font);
/// The badge as a part of something painted, a list's row for instance; @p font is the one its size was asked for.
void paintEnvironmentBadge(QPainter &painter, const QRectF &box, Environment environment, const QFont &font,
                           const QPalette &palette);

/// Which kind of database this is, by colour, word and shape: production can't be taken for anything else.
class EnvironmentBadge final : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentBadge(QWidget *parent = nullptr);

    void setEnvironment(Environment environment);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Environment m_environment = Environment::Production;
};

} // namespace lockkeeper
