// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/worker.h"
#include "core/classify/planlint.h"
#include "core/engine/target.h"
#include "core/recipes/recipe.h"

#include <QObject>

#include <memory>

namespace lockkeeper {

class Session;

/// What a recipe makes of what was filled in: a plan and what the linter says of it, or why it makes none.
struct RecipePreview
{
    QByteArray text;
    std::shared_ptr<const Plan> plan; ///< null: there are problems
    QList<RecipeProblem> problems;
    QList<StepFinding> findings;
};

/// The live database for whoever makes a plan: its tables, and the plan of a recipe on them, in a read-only session of its
/// own. Slots never wait; the answer to a question that a newer one follows isn't told.
class RecipeConnection final : public QObject
{
    Q_OBJECT

public:
    explicit RecipeConnection(Target target, QObject *parent = nullptr);
    /// Doesn't wait: what is being read ends in the background.
    ~RecipeConnection() override;

    /// Also after an error: connects anew where the connection is gone.
    void readTables();
    void preview(const Recipe &recipe, const RecipeValues &values);
    /// Writes a plan file, whole or not at all.
    void save(const QString &path, const QByteArray &text);

Q_SIGNALS:
    void tablesRead(const QList<lockkeeper::WrittenTable> &tables);
    void previewed(const lockkeeper::RecipePreview &preview);
    void saved(const QString &path);
    void failed(const lockkeeper::Error &error);

private:
    /// What the thread has; outlives the object while a question is under way.
    struct Reader
    {
        Target target;
        std::unique_ptr<Session> session;

        Result<Session *> connected();
        Result<QList<WrittenTable>> tables();
        Result<RecipePreview> preview(const Recipe &recipe, const RecipeValues &values);
        Status lint(RecipePreview &preview);
    };
    template<typename Job, typename Tell>
    void ask(Job job, Tell tell);

    std::shared_ptr<Reader> m_reader;
    std::shared_ptr<Worker> m_worker;
    quint64 m_ticket = 0;
};

} // namespace lockkeeper
