// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backfill/throttle.h"

#include <algorithm>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

double seconds(Millis time) { return static_cast<double>(time.count()) / 1000; }

QJsonObject exceeded(const QString &code, double value, double limit)
{
    return {{u"code"_s, code}, {u"value"_s, value}, {u"limit"_s, limit}};
}

HoldReason lagReason(Millis limit, const ActivitySample &sample)
{
    if (sample.replicas.isEmpty())
        return {};
    const auto lag = sample.worstLag();
    if (!lag)
        return QJsonObject{{u"code"_s, u"replication-lag-unknown"_s}, {u"limit"_s, seconds(limit)}};
    return *lag > seconds(limit) ? HoldReason(exceeded(u"replication-lag"_s, *lag, seconds(limit)))
                                 : HoldReason();
}

} // namespace

HoldLimits liveLimits(HoldLimits limits, const QJsonObject &settings)
{
    if (const auto lag = settings.value("max-lag"_L1); lag.isDouble())
        limits.replicationLag = Millis(lag.toInteger());
    if (const auto waiters = settings.value("max-lock-waiters"_L1); waiters.isDouble())
        limits.lockWaiters = waiters.toInt();
    return limits;
}

HoldReason holdReason(const HoldLimits &limits, const ActivitySample &sample,
                      std::optional<double> errorRateRise)
{
    if (limits.replicationLag) {
        if (auto reason = lagReason(*limits.replicationLag, sample))
            return reason;
    }
    if (limits.lockWaiters && sample.lockWaiters > *limits.lockWaiters)
        return exceeded(u"lock-waiters"_s, sample.lockWaiters, *limits.lockWaiters);
    if (limits.oldestTransaction && sample.oldestTransaction > *limits.oldestTransaction)
        return exceeded(u"oldest-transaction"_s, seconds(sample.oldestTransaction),
                        seconds(*limits.oldestTransaction));
    if (limits.errorRateRise && errorRateRise && *errorRateRise > *limits.errorRateRise)
        return exceeded(u"error-rate"_s, *errorRateRise, *limits.errorRateRise);
    return {};
}

} // namespace lockkeeper
