// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

class QBoxLayout;

namespace lockkeeper {

/// A titled, rounded surface: what the window is made of.
class Panel : public QWidget
{
    Q_OBJECT

public:
    explicit Panel(const QString &title, QWidget *parent = nullptr);

    QString title() const { return m_title->text(); }
    void setTitle(const QString &title);
    /// The title's row, which a dock takes for its title bar.
    QWidget *head() const { return m_head; }
    /// Where the content goes, below the title.
    QBoxLayout *body() const { return m_body; }
    /// Puts a widget at the title's right end.
    void addCorner(QWidget *widget);

Q_SIGNALS:
    void titleChanged(const QString &title);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_title;
    QWidget *m_head;
    QBoxLayout *m_body;
};

/// A label in second-rank colour that follows the palette. Text is always plain: it may be a server's.
class QuietLabel : public QLabel
{
    Q_OBJECT

public:
    explicit QuietLabel(const QString &text = {}, QWidget *parent = nullptr);
};

/// A label whose text is never taken for HTML and can be selected and copied.
QLabel *plainLabel(const QString &text = {}, QWidget *parent = nullptr);

/// Sets a label's text and shows it only when there is one.
void setTextOrHide(QLabel *label, const QString &text);

} // namespace lockkeeper
