// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/looksmenu.h"

#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QMenu>
#include <QSettings>

#include <algorithm>
#include <array>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array sizes{0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0};
constexpr double presentingSize = 1.5;

} // namespace

LooksMenu::LooksMenu(QMenu *menu) : QObject(menu)
{
    addSchemes(*menu);
    menu->addSeparator();
    addSizes(*menu->addMenu(tr("Text size")));
}

void LooksMenu::addSchemes(QMenu &menu)
{
    m_schemes = new QActionGroup(this);
    const auto add = [&](const QString &text, Scheme scheme) {
        QAction *action = menu.addAction(text, this, [scheme] {
            setScheme(scheme);
            QSettings().setValue("window/scheme"_L1, schemeName(scheme));
        });
        action->setCheckable(true);
        action->setData(QVariant::fromValue(scheme));
        m_schemes->addAction(action);
    };
    add(tr("Colours as on the desktop"), Scheme::System);
    add(tr("Light colours"), Scheme::Light);
    add(tr("Dark colours"), Scheme::Dark);
    add(tr("High contrast"), Scheme::HighContrast);
}

void LooksMenu::addSizes(QMenu &menu)
{
    menu.addAction(tr("Larger text"), QKeySequence(QKeySequence::ZoomIn), this, [this] { step(1); });
    menu.addAction(tr("Smaller text"), QKeySequence(QKeySequence::ZoomOut), this, [this] { step(-1); });
    menu.addSeparator();
    m_sizes = new QActionGroup(this);
    for (const double factor : sizes) {
        //: a text size
        QAction *action = menu.addAction(tr("%1 %").arg(qRound(factor * 100)), this,
                                         [this, factor] { chooseSize(factor); });
        action->setCheckable(true);
        action->setData(factor);
        m_sizes->addAction(action);
    }
}

void LooksMenu::restore()
{
    const QSettings settings;
    const Scheme scheme = schemeNamed(settings.value("window/scheme"_L1).toString());
    for (QAction *action : m_schemes->actions()) {
        if (action->data().value<Scheme>() == scheme)
            action->trigger();
    }
    m_size = std::clamp(settings.value("window/text-size"_L1, 1.0).toDouble(), sizes.front(), sizes.back());
    apply();
}

void LooksMenu::setPresenting(bool presenting)
{
    m_isPresenting = presenting;
    apply();
}

void LooksMenu::chooseSize(double factor)
{
    m_size = factor;
    QSettings().setValue("window/text-size"_L1, factor);
    apply();
}

void LooksMenu::step(int direction)
{
    const auto *next =
        direction > 0 ? std::ranges::upper_bound(sizes, m_size) : std::ranges::lower_bound(sizes, m_size);
    if (direction > 0 && next != sizes.end())
        chooseSize(*next);
    if (direction < 0 && next != sizes.begin())
        chooseSize(*(next - 1));
}

void LooksMenu::apply()
{
    for (QAction *action : m_sizes->actions())
        action->setChecked(qFuzzyCompare(action->data().toDouble(), m_size));
    setTextSize(m_isPresenting ? std::max(m_size, presentingSize) : m_size);
}

} // namespace lockkeeper
