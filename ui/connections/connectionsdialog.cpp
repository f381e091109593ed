// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionsdialog.h"

#include "core/text/sentences.h"
#include "ui/connections/connectionlist.h"
#include "ui/connections/connectionmodel.h"
#include "ui/connections/diagnosisview.h"
#include "ui/connections/importdialog.h"
#include "ui/connections/profileform.h"
#include "ui/connections/secretstore.h"
#include "ui/messagebar.h"
#include "ui/theme/panel.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace lockkeeper {

using namespace Qt::StringLiterals;

ConnectionsDialog::ConnectionsDialog(ConnectionList &list, SecretStore &secrets, QWidget *parent)
    : QDialog(parent), m_list(list), m_secrets(secrets), m_test(secrets)
{
    setWindowTitle(tr("Connections"));
    build();
    connect(&m_list, &ConnectionList::changed, this, &ConnectionsDialog::showList);
    connect(&m_list, &ConnectionList::failed, this,
            [this](const Error &error) { m_messages->showError(error); });
    connect(&m_list, &ConnectionList::othersFound, this, &ConnectionsDialog::import);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ConnectionsDialog::showChosen);
    connect(m_form, &ProfileForm::edited, this, &ConnectionsDialog::formEdited);
    connect(this, &QDialog::finished, &m_test, &ConnectionTest::cancel);
    connect(this, &QDialog::finished, this, &ConnectionsDialog::forgetRemoved);
    connectTest();
    showList();
    showChosen();
    m_list.load();
    resize(1040, 680);
}

ConnectionsDialog::~ConnectionsDialog() { forgetRemoved(); }

void ConnectionsDialog::build()
{
    m_messages = new MessageBar;
    m_notice = plainLabel();
    m_undo = new QPushButton(tr("Undo"));
    m_undo->setAutoDefault(false);
    connect(m_undo, &QPushButton::clicked, this, &ConnectionsDialog::undoRemoval);
    auto *notices = new QHBoxLayout;
    notices->addWidget(m_notice, 1);
    notices->addWidget(m_undo);
    auto *sides = new QSplitter;
    sides->addWidget(listSide());
    sides->addWidget(formSide());
    sides->setChildrenCollapsible(false);
    sides->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addLayout(notices);
    layout->addWidget(sides, 1);
    say({});
}

QPushButton *ConnectionsDialog::addButton(QBoxLayout *layout, const QString &text,
                                          void (ConnectionsDialog::*slot)())
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, slot);
    layout->addWidget(button);
    return button;
}

QWidget *ConnectionsDialog::listSide()
{
    m_model = new ConnectionModel(this);
    m_view = new QListView;
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ConnectionDelegate(m_view));
    m_view->setAccessibleName(tr("Connections"));
    m_view->setMinimumWidth(360);
    auto *deleteKey = new QShortcut(QKeySequence::Delete, m_view);
    deleteKey->setContext(Qt::WidgetShortcut);
    connect(deleteKey, &QShortcut::activated, this, &ConnectionsDialog::removeChosen);
    auto *first = new QHBoxLayout;
    addButton(first, tr("Ne&w"), &ConnectionsDialog::add);
    m_duplicate = addButton(first, tr("Dup&licate"), &ConnectionsDialog::duplicate);
    m_delete = addButton(first, tr("Delete"), &ConnectionsDialog::removeChosen);
    auto *second = new QHBoxLayout;
    addButton(second, tr("Paste a U&RL"), &ConnectionsDialog::paste)
        ->setToolTip(tr("Takes the clipboard's URL; a password in it goes to the form, never to a file"));
    auto *import = new QPushButton(tr("&Import…"));
    import->setAutoDefault(false);
    import->setToolTip(tr("From pg_service.conf, the PG* variables and .my.cnf"));
    connect(import, &QPushButton::clicked, &m_list, &ConnectionList::findOthers);
    second->addWidget(import);
    auto *side = new QWidget;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view, 1);
    layout->addLayout(first);
    layout->addLayout(second);
    return side;
}

QWidget *ConnectionsDialog::formSide()
{
    m_form = new ProfileForm;
    m_diagnosis = new DiagnosisView;
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->addWidget(m_form);
    column->addWidget(m_diagnosis);
    column->addStretch();
    m_scroll = new QScrollArea;
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(content);
    auto *buttons = new QHBoxLayout;
    m_testButton = addButton(buttons, tr("&Test"), &ConnectionsDialog::test);
    m_cancelTest = new QPushButton(tr("Cancel the test"));
    m_cancelTest->setAutoDefault(false);
    connect(m_cancelTest, &QPushButton::clicked, this, [this] {
        m_test.cancel();
        m_diagnosis->setSummary(tr("The test was cancelled. What was found until then stands below."));
        showButtons();
    });
    buttons->addWidget(m_cancelTest);
    buttons->addStretch();
    m_revert = addButton(buttons, tr("Discard the changes"), &ConnectionsDialog::revert);
    m_save = addButton(buttons, tr("Sa&ve"), &ConnectionsDialog::save);
    m_save->setDefault(true);
    m_open = addButton(buttons, tr("Open a plan on it…"), &ConnectionsDialog::openPlan);
    m_right = new QWidget;
    auto *layout = new QVBoxLayout(m_right);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(buttons);
    m_empty = new QuietLabel(tr("No connection yet. Add one, paste its URL, or import those that other "
                                "programs know."));
    m_empty->setAlignment(Qt::AlignCenter);
    auto *side = new QWidget;
    auto *both = new QVBoxLayout(side);
    both->setContentsMargins(0, 0, 0, 0);
    both->addWidget(m_empty, 1);
    both->addWidget(m_right, 1);
    return side;
}

void ConnectionsDialog::connectTest()
{
    connect(&m_test, &ConnectionTest::checked, m_diagnosis, &DiagnosisView::add);
    connect(&m_test, &ConnectionTest::passwordNeeded, this, [this](bool keyringWorks) {
        m_diagnosis->setSummary(
            keyringWorks ? tr("Type the password for the test, or choose that none is needed.")
                         : tr("The desktop's keyring can't be reached. Type the password for the test."));
        m_form->focusPassword();
        showButtons();
    });
    connect(&m_test, &ConnectionTest::finished, this, [this] {
        switch (m_diagnosis->worst()) {
        case CheckOutcome::Good:
            m_diagnosis->setSummary(tr("Everything is right."));
            break;
        case CheckOutcome::Notice:
            m_diagnosis->setSummary(tr("It works. Some things are worth knowing."));
            break;
        case CheckOutcome::Failed:
            m_diagnosis->setSummary(tr("It doesn't work yet: the last line says why."));
            break;
        }
        showButtons();
    });
}

void ConnectionsDialog::say(const QString &notice)
{
    setTextOrHide(m_notice, notice);
    m_undo->setVisible(m_removed.has_value() && !notice.isEmpty());
}

// --- what people do ------------------------------------------------------------------------------------------------

void ConnectionsDialog::add()
{
    FoundConnection found{.profile = ConnectionProfile::make(), .password = {}, .origin = {}};
    found.profile.name = tr("New connection");
    found.profile.options.insert(u"sslmode"_s, u"verify-full"_s);
    addDraft(found);
}

void ConnectionsDialog::addUrl(const QString &url)
{
    auto found = connectionFromUrl(url);
    if (!found) {
        const sentences::ErrorText text = sentences::error(found.error());
        m_messages->showMessage({.what = text.what, .means = tr("Nothing was added."), .toDo = text.toDo},
                                {});
        return;
    }
    m_messages->hide();
    if (!found->password.isEmpty())
        found->profile.password = PasswordSource::Keyring;
    addDraft(*found);
}

void ConnectionsDialog::paste() { addUrl(QGuiApplication::clipboard()->text()); }

void ConnectionsDialog::addDraft(const FoundConnection &found)
{
    m_drafts.insert(found.profile.id, {.profile = found.profile, .typed = found.password});
    m_model->setDraft(found.profile, true);
    select(found.profile.id);
    m_form->focusName();
}

void ConnectionsDialog::duplicate()
{
    FoundConnection found{.profile = m_form->profile(), .password = m_form->typedPassword(), .origin = {}};
    found.profile.id = ConnectionProfile::make().id;
    found.profile.name = tr("%1 (copy)").arg(found.profile.name);
    addDraft(found);
}

void ConnectionsDialog::removeChosen()
{
    if (chosenId().isEmpty())
        return;
    forgetRemoved();
    m_removed = Draft{.profile = m_form->profile(), .typed = m_form->typedPassword()};
    const QString id = m_removed->profile.id;
    m_drafts.remove(id);
    if (m_list.profile(id))
        m_list.remove(id);
    else
        showList();
    say(tr("%1 was deleted.").arg(m_removed->profile.name));
    m_undo->setFocus();
}

void ConnectionsDialog::undoRemoval()
{
    const Draft draft = *std::exchange(m_removed, std::nullopt);
    say({});
    addDraft({.profile = draft.profile, .password = draft.typed, .origin = {}});
    m_list.save({draft.profile});
}

// Until then the removal can be undone, and the password would be missing.
void ConnectionsDialog::forgetRemoved()
{
    const auto removed = std::exchange(m_removed, std::nullopt);
    if (removed && removed->profile.password == PasswordSource::Keyring)
        m_secrets.remove(removed->profile.id);
}

void ConnectionsDialog::import(const Findings &findings)
{
    auto *dialog = new ImportDialog(findings, m_list.profiles(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::chosen, this, &ConnectionsDialog::take);
    dialog->open();
}

void ConnectionsDialog::take(const QList<FoundConnection> &connections)
{
    QList<ConnectionProfile> profiles;
    profiles.reserve(connections.size());
    for (const FoundConnection &found : connections) {
        ConnectionProfile profile = found.profile;
        // As psql would: what isn't written there, ~/.pgpass or the system's account may have.
        profile.password = found.password.isEmpty() ? PasswordSource::NotNeeded : PasswordSource::Keyring;
        profiles.append(profile);
    }
    m_list.save(profiles);
    for (qsizetype i = 0; i < profiles.size(); ++i)
        keepPassword(profiles[i], connections[i].password);
}

void ConnectionsDialog::save()
{
    const Draft draft{.profile = m_form->profile(), .typed = m_form->typedPassword()};
    const auto before = m_list.profile(draft.profile.id);
    m_list.save({draft.profile});
    if (draft.profile.password == PasswordSource::Keyring)
        keepPassword(draft.profile, draft.typed);
    else if (before && before->password == PasswordSource::Keyring)
        m_secrets.remove(draft.profile.id);
}

void ConnectionsDialog::keepPassword(const ConnectionProfile &profile, const Secret &typed)
{
    if (typed.isEmpty())
        return;
    m_secrets.write(profile.id, typed, this, [this, profile](bool kept) {
        if (!kept)
            keyringRefused(profile);
    });
}

// Said once: with every further password it would only be in the way.
void ConnectionsDialog::keyringRefused(const ConnectionProfile &profile)
{
    ConnectionProfile asking = m_list.profile(profile.id).value_or(profile);
    asking.password = PasswordSource::Ask;
    m_list.save({asking});
    if (!std::exchange(m_saidNoKeyring, true))
        say(tr(
            "The desktop's keyring can't be used, so passwords are asked for each time. They are written to "
            "no file."));
}

void ConnectionsDialog::revert()
{
    m_drafts.remove(chosenId());
    showList();
    showChosen();
}

void ConnectionsDialog::test()
{
    m_diagnosis->clear(tr("Testing…"));
    const ConnectionProfile profile = m_form->profile();
    m_test.start(profile, typedFor(profile));
    showButtons();
    m_scroll->ensureWidgetVisible(m_diagnosis);
}

void ConnectionsDialog::openPlan()
{
    const ConnectionProfile profile = m_form->profile();
    if (m_drafts.contains(profile.id))
        save();
    Q_EMIT openRequested(profile, typedFor(profile));
}

// --- what is shown -------------------------------------------------------------------------------------------------

QString ConnectionsDialog::chosenId() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? m_model->at(current.row()).id : QString();
}

std::optional<Secret> ConnectionsDialog::typedFor(const ConnectionProfile &profile) const
{
    const Secret typed = m_form->typedPassword();
    const bool isUsed = !typed.isEmpty() && profile.password != PasswordSource::NotNeeded;
    return isUsed ? std::optional(typed) : std::nullopt;
}

void ConnectionsDialog::select(const QString &id)
{
    if (const int row = m_model->rowOf(id); row >= 0)
        m_view->setCurrentIndex(m_model->index(row));
}

void ConnectionsDialog::showList()
{
    const QString id = chosenId();
    const int row = m_view->currentIndex().row();
    m_model->setProfiles(m_list.profiles());
    // What was saved is no draft any more; the password stays typed as long as this window is open.
    for (auto draft = m_drafts.begin(); draft != m_drafts.end();) {
        const auto saved = m_list.profile(draft.key());
        const bool isSaved = saved && *saved == draft->profile;
        if (!isSaved)
            m_model->setDraft(draft->profile, true);
        draft = isSaved ? m_drafts.erase(draft) : std::next(draft);
    }
    if (m_model->rowOf(id) >= 0)
        select(id);
    else if (m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(std::clamp(row, 0, m_model->rowCount() - 1)));
    showButtons();
}

void ConnectionsDialog::showChosen()
{
    const QString id = chosenId();
    m_empty->setVisible(id.isEmpty());
    m_right->setVisible(!id.isEmpty());
    if (id.isEmpty())
        return;
    const auto draft = m_drafts.constFind(id);
    const bool isShown = m_form->profile().id == id;
    const bool isDraft = draft != m_drafts.constEnd();
    const ConnectionProfile profile =
        isDraft ? draft->profile : m_list.profile(id).value_or(m_model->at(m_view->currentIndex().row()));
    if (!isShown) {
        m_test.cancel();
        m_diagnosis->clear();
    }
    const Secret kept = isShown ? m_form->typedPassword() : Secret();
    if (!isShown || m_form->profile() != profile) // else the cursor would jump under the fingers
        m_form->show(profile, isDraft ? draft->typed : kept);
    showButtons();
}

void ConnectionsDialog::formEdited()
{
    const ConnectionProfile profile = m_form->profile();
    const auto saved = m_list.profile(profile.id);
    const Secret typed = m_form->typedPassword();
    const bool changesKeyring = profile.password == PasswordSource::Keyring && !typed.isEmpty();
    const bool isUnsaved = !saved || *saved != profile || changesKeyring;
    if (isUnsaved)
        m_drafts.insert(profile.id, {.profile = profile, .typed = typed});
    else
        m_drafts.remove(profile.id);
    m_model->setDraft(profile, isUnsaved);
    showButtons();
}

void ConnectionsDialog::showButtons()
{
    const QString id = chosenId();
    const bool isUnsaved = m_drafts.contains(id);
    m_duplicate->setEnabled(!id.isEmpty());
    m_delete->setEnabled(!id.isEmpty());
    m_save->setEnabled(isUnsaved);
    m_revert->setVisible(isUnsaved && m_list.profile(id));
    const bool isTesting = m_test.isRunning();
    if (!isTesting && m_cancelTest->hasFocus())
        m_testButton->setFocus();
    m_testButton->setEnabled(!isTesting);
    m_cancelTest->setVisible(isTesting);
}

} // namespace lockkeeper
