// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/connectionpage.h"

#include "core/text/sentences.h"
#include "ui/connections/connectionlist.h"
#include "ui/connections/connectionmodel.h"
#include "ui/recipes/pagehead.h"
#include "ui/theme/look.h"
#include "ui/theme/panel.h"
#include "ui/theme/theme.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace lockkeeper {

ConnectionPage::ConnectionPage(const ConnectionList &list, QWidget *parent)
    : QWizardPage(parent), m_model(new ConnectionModel(this))
{
    build();
    connect(&list, &ConnectionList::changed, this, [this, &list] { showProfiles(list); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &QWizardPage::completeChanged);
    connect(m_url, &QLineEdit::textChanged, this, [this] {
        setTextOrHide(m_problem, {});
        if (isUrlGiven())
            m_view->clearSelection();
        Q_EMIT completeChanged();
    });
    connect(m_view, &QListView::clicked, m_url, &QLineEdit::clear);
    showProfiles(list);
}

void ConnectionPage::build()
{
    m_view = new QListView;
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ConnectionDelegate(m_view));
    m_view->setAccessibleName(tr("Connections"));
    m_empty = new QuietLabel(tr("No connection is kept yet. A URL will do."));
    m_url = new QLineEdit;
    m_url->setPlaceholderText(tr("postgresql://user@host/database or sqlite:///path"));
    m_url->setAccessibleName(tr("Database URL"));
    m_password = new QLineEdit;
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("only if the server asks for one"));
    m_password->setAccessibleName(tr("Password"));
    m_problem = plainLabel();
    m_problem->setWordWrap(true);
    setTextOrHide(m_problem, {});
    auto *rows = new QFormLayout;
    rows->addRow(tr("Another &database"), m_url);
    rows->addRow(tr("Pass&word"), m_password);
    auto *head = new PageHead;
    head->say(tr("Which database?"),
              tr("Its tables are read. Nothing is changed, and the plan doesn't remember the connection."), 1,
              4);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty);
    layout->addLayout(rows);
    layout->addWidget(m_problem);
    layout->addStretch();
}

void ConnectionPage::showProfiles(const ConnectionList &list)
{
    const bool wasEmpty = m_model->rowCount() == 0;
    m_model->setProfiles(list.profiles());
    const bool hasRows = m_model->rowCount() > 0;
    m_view->setVisible(hasRows);
    m_empty->setVisible(!hasRows);
    if (wasEmpty && hasRows && !isUrlGiven())
        m_view->setCurrentIndex(m_model->index(0));
    Q_EMIT completeChanged();
}

bool ConnectionPage::isUrlGiven() const { return !m_url->text().trimmed().isEmpty(); }

bool ConnectionPage::isComplete() const { return isUrlGiven() || m_view->selectionModel()->hasSelection(); }

bool ConnectionPage::validatePage()
{
    if (!isUrlGiven())
        return true;
    const auto target = Target::parse(m_url->text().trimmed());
    if (target)
        return true;
    m_problem->setPalette(withText(palette(), toneColor(Tone::Failed, palette())));
    setTextOrHide(m_problem, sentences::line(target.error()));
    m_url->setFocus();
    return false;
}

ConnectionPage::Choice ConnectionPage::choice() const
{
    if (!isUrlGiven())
        return m_model->at(m_view->currentIndex().row());
    Target target = Target::parse(m_url->text().trimmed()).value_or(Target());
    if (!m_password->text().isEmpty())
        target.password = Secret(m_password->text());
    return target;
}

} // namespace lockkeeper
