// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/importing.h"
#include "ui/connections/connectiontest.h"

#include <QDialog>
#include <QHash>

class QBoxLayout;
class QLabel;
class QListView;
class QPushButton;
class QScrollArea;

namespace lockkeeper {

class ConnectionList;
class ConnectionModel;
class DiagnosisView;
class MessageBar;
class ProfileForm;
class SecretStore;

/// Where people keep their connections: a list, the chosen one's fields, a test. Edits are drafts until they are saved,
/// and each connection keeps its own; deleting can be undone.
class ConnectionsDialog final : public QDialog
{
    Q_OBJECT

public:
    ConnectionsDialog(ConnectionList &list, SecretStore &secrets, QWidget *parent = nullptr);
    ~ConnectionsDialog() override;

    /// Adds what was pasted as a draft, or says why it can't.
    void addUrl(const QString &url);
    void select(const QString &id);
    /// Whether something was typed that isn't saved.
    bool hasDrafts() const { return !m_drafts.isEmpty(); }

Q_SIGNALS:
    /// @p typed: the password that stands in the form, if one does.
    void openRequested(const lockkeeper::ConnectionProfile &profile,
                       const std::optional<lockkeeper::Secret> &typed);

private:
    struct Draft
    {
        ConnectionProfile profile;
        Secret typed;
    };

    void build();
    QWidget *listSide();
    QWidget *formSide();
    QPushButton *addButton(QBoxLayout *layout, const QString &text, void (ConnectionsDialog::*slot)());
    void connectTest();

    void add();
    void duplicate();
    void removeChosen();
    void undoRemoval();
    void paste();
    void import(const Findings &findings);
    void take(const QList<FoundConnection> &connections);
    void save();
    void revert();
    void test();
    void openPlan();

    void addDraft(const FoundConnection &found);
    void keepPassword(const ConnectionProfile &profile, const Secret &typed);
    void keyringRefused(const ConnectionProfile &profile);
    void showList();
    void showChosen();
    void formEdited();
    void showButtons();
    void say(const QString &notice);
    void forgetRemoved();
    QString chosenId() const;
    std::optional<Secret> typedFor(const ConnectionProfile &profile) const;

    ConnectionList &m_list;
    SecretStore &m_secrets;
    ConnectionTest m_test;
    QHash<QString, Draft> m_drafts;
    std::optional<Draft> m_removed;
    bool m_saidNoKeyring = false;
    ConnectionModel *m_model = nullptr;
    QListView *m_view = nullptr;
    QWidget *m_right = nullptr;
    QLabel *m_empty = nullptr;
    ProfileForm *m_form = nullptr;
    QScrollArea *m_scroll = nullptr;
    DiagnosisView *m_diagnosis = nullptr;
    MessageBar *m_messages = nullptr;
    QLabel *m_notice = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_duplicate = nullptr;
    QPushButton *m_delete = nullptr;
    QPushButton *m_testButton = nullptr;
    QPushButton *m_cancelTest = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_revert = nullptr;
    QPushButton *m_open = nullptr;
};

} // namespace lockkeeper
