// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/planinput.h"

#include "app/ctl/console.h"
#include "core/text/sentences.h"
#include "core/workflow/migration.h"

#include <QFile>

namespace lockkeeper::ctl {

using namespace Qt::StringLiterals;

Result<std::expected<Plan, QList<PlanProblem>>> parsePlan(const QString &path)
{
    // PlanFile looks at the bytes, size and encoding: a device is read like a file.
    const auto text = PlanFile::read(path == "-"_L1 ? u"/dev/stdin"_s : path);
    if (!text)
        return failure(text.error());
    return PlanFile::parse(*text, vocabulary());
}

QString problemLine(const QString &path, const PlanProblem &problem)
{
    return u"%1:%2:%3: %4"_s.arg(path).arg(problem.line).arg(problem.column).arg(sentences::problem(problem));
}

Result<Plan> readPlan(const QString &path, Console &console)
{
    auto plan = parsePlan(path);
    if (!plan)
        return failure(plan.error());
    if (*plan)
        return std::move(**plan);
    for (const PlanProblem &problem : plan->error())
        console.complain(problemLine(path, problem));
    return failure(Errc::InvalidPlan, {{u"path"_s, path}});
}

} // namespace lockkeeper::ctl
