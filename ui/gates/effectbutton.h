// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace lockkeeper {

/// The button whose text is what it does. Wraps its text, is never disabled: a disabled button can't be reached with the
/// keyboard, and then nobody hears why.
class EffectButton final : public QPushButton
{
    Q_OBJECT

public:
    explicit EffectButton(QWidget *parent = nullptr);

    void setEffect(const QString &effect);
    /// Read aloud with the button; shown beside it by its owner.
    void setReasons(const QString &reasons);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRect textArea(const QRect &outside) const;
};

} // namespace lockkeeper
