// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>

namespace lockkeeper::test {

using namespace Qt::StringLiterals;

/// What of @p widget's text doesn't fit; empty: all does.
inline QString cutOff(const QLabel &label)
{
    if (label.text().isEmpty() || label.pixmap().width() > 0)
        return {};
    const QSize room = label.contentsRect().size();
    const bool fits = label.wordWrap() ? label.heightForWidth(label.width()) <= label.height()
                                       : label.sizeHint().width() <= label.width()
                                             && label.fontMetrics().height() <= room.height();
    return fits ? QString() : u"label \"%1\""_s.arg(label.text());
}

inline QString cutOff(const QAbstractButton &button)
{
    const int text = button.fontMetrics().boundingRect(button.text()).height();
    const int width = button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width();
    const bool wraps = button.sizePolicy().hasHeightForWidth();
    const bool fits = text <= button.height() && (wraps || width <= button.width());
    return button.text().isEmpty() || fits ? QString() : u"button \"%1\""_s.arg(button.text());
}

/// Inside of what scrolls, a widget has all the room it wants.
inline bool isSeen(const QWidget &widget) { return widget.isVisible() && widget.width() > 0; }

inline QStringList allCutOff(const QWidget &window)
{
    QStringList cut;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (isSeen(*label))
            cut << cutOff(*label);
    }
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        if (isSeen(*button))
            cut << cutOff(*button);
    }
    for (const QComboBox *box : window.findChildren<QComboBox *>()) {
        if (isSeen(*box) && box->sizeHint().height() > box->height())
            cut << u"choice \"%1\""_s.arg(box->currentText());
    }
    cut.removeAll(QString());
    return cut;
}

} // namespace lockkeeper::test
