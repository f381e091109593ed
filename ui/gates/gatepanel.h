// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/connections/environment.h"
#include "core/workflow/snapshot.h"
#include "ui/theme/panel.h"

#include <optional>

class QAction;
class QVBoxLayout;

namespace lockkeeper {

class EffectButton;
class EnvironmentBadge;
class GateCard;

/// The next stage's button with the conditions that guard it. Pressing it only says what is wanted: the core asks every
/// condition again and runs the stage or refuses, and the refusal is shown here.
class GatePanel final : public Panel
{
    Q_OBJECT

public:
    /// @p check is the action that asks the shown gate's conditions now.
    explicit GatePanel(QAction *check, QWidget *parent = nullptr);

    void show(const MigrationSnapshot &snapshot);
    /// Shows this stage's gate until another one is chosen.
    void choose(Stage gate);
    /// Shown above the button of a stage that can't be undone.
    void setEnvironment(Environment environment);
    void showRefusal(const Error &error, const QString &at);
    void clearRefusal();
    /// The gate whose conditions are shown.
    Stage gate() const { return m_gate; }
    EffectButton *button() const { return m_button; }

Q_SIGNALS:
    void runRequested();

private:
    void build(QAction *check);
    void showCards(const QList<ConditionSnapshot> &conditions);
    void showButton();

    MigrationSnapshot m_snapshot;
    std::optional<Stage> m_chosen;
    Stage m_gate = Stage::Contract;
    QVBoxLayout *m_cardLayout = nullptr;
    QList<GateCard *> m_cards;
    QLabel *m_empty = nullptr;
    EnvironmentBadge *m_environment = nullptr;
    EffectButton *m_button = nullptr;
    QLabel *m_reasons = nullptr;
    QLabel *m_refusal = nullptr;
};

} // namespace lockkeeper
