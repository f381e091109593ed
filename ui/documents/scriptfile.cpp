// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/scriptfile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QSaveFile>
#include <QStringConverter>

#include <array>
#include <utility>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 largest = 256LL * 1024 * 1024;
constexpr auto names = std::to_array<std::pair<TextEncoding, QLatin1StringView>>({
    {TextEncoding::Utf8, "utf-8"_L1},
    {TextEncoding::Utf8WithBom, "utf-8-bom"_L1},
    {TextEncoding::Utf16LittleEndian, "utf-16le"_L1},
    {TextEncoding::Utf16BigEndian, "utf-16be"_L1},
    {TextEncoding::Latin1, "latin-1"_L1},
});

struct ScriptFiles
{
    Q_DECLARE_TR_FUNCTIONS(lockkeeper::ScriptFiles)
};

QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

TextEncoding encodingOf(const QByteArray &bytes)
{
    if (bytes.startsWith("\xef\xbb\xbf"))
        return TextEncoding::Utf8WithBom;
    if (bytes.startsWith("\xff\xfe"))
        return TextEncoding::Utf16LittleEndian;
    if (bytes.startsWith("\xfe\xff"))
        return TextEncoding::Utf16BigEndian;
    return bytes.isValidUtf8() ? TextEncoding::Utf8 : TextEncoding::Latin1;
}

/// @returns nothing when the bytes are none of that encoding.
std::optional<QByteArray> decoded(const QByteArray &bytes, TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8:
        return bytes;
    case TextEncoding::Utf8WithBom:
        return bytes.sliced(3).isValidUtf8() ? std::optional(bytes.sliced(3)) : std::nullopt;
    case TextEncoding::Latin1:
        return QString::fromLatin1(bytes).toUtf8();
    case TextEncoding::Utf16LittleEndian:
    case TextEncoding::Utf16BigEndian:
        break;
    }
    QStringDecoder decoder(encoding == TextEncoding::Utf16LittleEndian ? QStringConverter::Utf16LE
                                                                       : QStringConverter::Utf16BE,
                           QStringConverter::Flag::ConvertInitialBom);
    const QString text = decoder.decode(QByteArrayView(bytes).sliced(2));
    return decoder.hasError() || bytes.size() % 2 != 0 ? std::nullopt : std::optional(text.toUtf8());
}

/// @returns nothing when the text has letters that the encoding lacks.
std::optional<QByteArray> encoded(const QByteArray &text, TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8:
        return text;
    case TextEncoding::Utf8WithBom:
        return "\xef\xbb\xbf" + text;
    case TextEncoding::Latin1: {
        QStringEncoder encoder(QStringConverter::Latin1);
        const QByteArray bytes = encoder.encode(QString::fromUtf8(text));
        return encoder.hasError() ? std::nullopt : std::optional(bytes);
    }
    case TextEncoding::Utf16LittleEndian:
        return "\xff\xfe"
               + QByteArray(QStringEncoder(QStringConverter::Utf16LE).encode(QString::fromUtf8(text)));
    case TextEncoding::Utf16BigEndian:
        return "\xfe\xff"
               + QByteArray(QStringEncoder(QStringConverter::Utf16BE).encode(QString::fromUtf8(text)));
    }
    std::unreachable();
}

std::unexpected<Error> unreadable(const QString &path, const QString &why)
{
    return failure(Errc::UnreadableFile, {{u"path"_s, path}}, why);
}

} // namespace

QString encodingName(TextEncoding encoding)
{
    for (const auto &[known, name] : names) {
        if (known == encoding)
            return name;
    }
    std::unreachable();
}

TextEncoding encodingNamed(const QString &name)
{
    for (const auto &[encoding, known] : names) {
        if (known == name)
            return encoding;
    }
    return TextEncoding::Utf8;
}

Result<ScriptFile> readScript(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, file.errorString());
    if (file.size() > largest)
        return unreadable(path, ScriptFiles::tr("it is larger than 256 MB"));
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return unreadable(path, file.errorString());
    const TextEncoding encoding = encodingOf(bytes);
    auto text = decoded(bytes, encoding);
    // The editor's text ends at a zero byte: saving it would cut the file off.
    if (!text || text->contains('\0'))
        return unreadable(path, ScriptFiles::tr("it is not a text"));
    return ScriptFile{.text = std::move(*text), .encoding = encoding, .fingerprint = hashOf(bytes)};
}

QByteArray fingerprintOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

Result<QByteArray> writeScript(const QString &path, const QByteArray &text, TextEncoding encoding,
                               const std::optional<QByteArray> &expected)
{
    const QMap<QString, QString> facts{{u"path"_s, path}};
    const auto bytes = encoded(text, encoding);
    if (!bytes)
        return failure(
            Errc::UnwritableFile, facts,
            ScriptFiles::tr("it is in ISO 8859-1, which lacks one of the text's letters; a new name "
                            "makes it UTF-8"));
    if (expected && fingerprintOf(path) != *expected)
        return failure(Errc::FileChanged, facts);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
        return failure(Errc::UnwritableFile, facts, file.errorString());
    return hashOf(*bytes);
}

} // namespace lockkeeper
