// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mysql/mysqlvalues.h"

#include "core/engine/mysql/library.h"

#include <QDateTime>

namespace lockkeeper {

using namespace Qt::StringLiterals;

namespace {

// https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html
enum FieldType {
    Tiny = 1,
    Short = 2,
    Long = 3,
    LongLong = 8,
    Int24 = 9,
    Year = 13,
    Bit = 16,
    TinyBlob = 249,
    MediumBlob = 250,
    LongBlob = 251,
    Blob = 252,
    VarString = 253,
    String = 254,
    Geometry = 255
};

constexpr unsigned int binaryCharset = 63;

bool isInteger(int type)
{
    return type == Tiny || type == Short || type == Long || type == LongLong || type == Int24 || type == Year;
}

bool isText(int type) { return type >= TinyBlob && type <= Geometry; }

QVariant integer(const QByteArray &text)
{
    bool fits = false;
    const qlonglong number = text.toLongLong(&fits);
    return fits ? QVariant::fromValue(number) : QVariant(QString::fromLatin1(text));
}

QVariant bits(const QByteArray &bytes)
{
    quint64 number = 0;
    for (const char byte : bytes)
        number = number << 8U | static_cast<quint8>(byte);
    return number <= quint64(std::numeric_limits<qlonglong>::max()) ? QVariant::fromValue(qlonglong(number))
                                                                    : QVariant(QString::number(number));
}

QString timeText(QTime time) { return time.toString(time.msec() == 0 ? u"HH:mm:ss"_s : u"HH:mm:ss.zzz"_s); }

} // namespace

QVariant valueOf(const MySqlField &field, const char *bytes, unsigned long length)
{
    if (!bytes)
        return {};
    const QByteArray raw(bytes, qsizetype(length));
    if (isInteger(field.type))
        return integer(raw);
    if (field.type == Bit)
        return bits(raw);
    if (isText(field.type) && field.charset == binaryCharset)
        return raw;
    return QString::fromUtf8(raw);
}

QVariant normalized(const QVariant &value)
{
    if (value.isNull())
        return {};
    switch (value.typeId()) {
    case QMetaType::Char:
    case QMetaType::SChar:
    case QMetaType::UChar:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Bool:
        return QVariant::fromValue(value.toLongLong());
    case QMetaType::ULongLong:
        return integer(QByteArray::number(value.toULongLong()));
    case QMetaType::Double:
    case QMetaType::Float:
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    case QMetaType::QDate:
        return value.toDate().toString(Qt::ISODate);
    case QMetaType::QTime:
        return timeText(value.toTime());
    case QMetaType::QDateTime:
        return QString(value.toDateTime().date().toString(Qt::ISODate) + u' '
                       + timeText(value.toDateTime().time()));
    default:
        return value;
    }
}

QVariant bindable(const QVariant &value)
{
    if (!value.isNull() && value.typeId() == QMetaType::QString && value.toString().isEmpty())
        return u""_s;
    if (!value.isNull() && value.typeId() == QMetaType::QByteArray && value.toByteArray().isEmpty())
        return QByteArray("");
    return value;
}

} // namespace lockkeeper
