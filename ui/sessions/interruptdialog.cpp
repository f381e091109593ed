// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/interruptdialog.h"

#include "core/text/sentences.h"
#include "ui/theme/panel.h"
#include "ui/theme/textsize.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

} // namespace

InterruptDialog::InterruptDialog(WaitNode node, QWidget *parent) : QDialog(parent), m_node(std::move(node))
{
    build();
    setWindowTitle(tr("Session %1").arg(m_node.session.id));
    connect(m_reason, &QLineEdit::textChanged, this, &InterruptDialog::showReason);
    connect(m_cancel, &QPushButton::clicked, this, [this] { choose(Interruption::CancelStatement); });
    connect(m_end, &QPushButton::clicked, this, [this] { choose(Interruption::EndSession); });
    showReason();
}

QString InterruptDialog::facts() const
{
    const SessionInfo &session = m_node.session;
    QStringList lines{tr("%1, user %2").arg(session.application, session.user)};
    if (!session.client.isEmpty())
        lines << tr("from %1").arg(session.client);
    lines << session.state;
    if (session.transactionAge.count() > 0)
        lines << tr("transaction open for %1").arg(sentences::duration(session.transactionAge.count()));
    if (m_node.waiters() > 0)
        lines << tr("blocks %1").arg(m_node.waiters());
    return lines.join(u" · "_s);
}

QString InterruptDialog::consequence() const
{
    if (m_node.session.state.startsWith(u"idle"_s))
        return tr(
            "It runs no statement, so cancelling has no effect. Ending the session rolls its transaction back "
            "and gives its locks to those who wait.");
    return tr(
        "Cancelling ends its statement; its transaction stays open until the application ends it. Ending the "
        "session rolls the transaction back. Its application sees an error either way.");
}

void InterruptDialog::build()
{
    auto *statement = plainLabel(m_node.session.statement);
    keepMonospace(statement);
    m_reason = new QLineEdit;
    m_reason->setPlaceholderText(m_node.session.isOurs ? tr("Why? (for the journal)")
                                                       : tr("Why? It goes into the journal"));
    m_reason->setAccessibleName(tr("Reason"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_cancel = buttons->addButton(tr("Cancel its statement"), QDialogButtonBox::ActionRole);
    m_end = buttons->addButton(tr("End session %1").arg(m_node.session.id), QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(facts()));
    layout->addWidget(statement);
    layout->addWidget(new QuietLabel(consequence()));
    layout->addWidget(m_reason);
    layout->addWidget(buttons);
    resize(560, sizeHint().height());
    m_reason->setFocus();
}

// The buttons take no Enter: neither may happen by a key that was meant for the line.
void InterruptDialog::showReason()
{
    const bool isGiven = m_node.session.isOurs || !m_reason->text().trimmed().isEmpty();
    for (QPushButton *button : {m_cancel, m_end}) {
        button->setAutoDefault(false);
        button->setEnabled(isGiven);
    }
    m_cancel->setEnabled(isGiven && !m_node.session.state.startsWith(u"idle"_s));
}

void InterruptDialog::choose(Interruption how)
{
    Q_EMIT interruptRequested(m_node.session, how, m_reason->text().trimmed());
    accept();
}

} // namespace lockkeeper
