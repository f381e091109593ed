// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/common.h"

namespace lockkeeper::sql {

namespace {

SyntaxError errorNear(const TokenRun &run, int index)
{
    return {"syntax error at or near \"" + std::string(run.textAt(index)) + '"',
            run.spanOf(index, index + 1)};
}

SyntaxError errorAt(const Cursor &in)
{
    if (in.failedAt() < in.end())
        return errorNear(in.run(), in.failedAt());
    return {"syntax error at the end of the statement", in.run().spanOf(in.end() - 1, in.end())};
}

/// What no server takes, whatever the statement.
std::optional<SyntaxError> lexicalError(const TokenRun &run)
{
    if (run.unclosed >= 0)
        return SyntaxError{"a quote is never closed", run.spanOf(run.unclosed, run.unclosed + 1)};
    if (run.unbalanced < 0)
        return std::nullopt;
    if (run.isSignAt(run.unbalanced, "("))
        return SyntaxError{"this parenthesis is never closed",
                           run.spanOf(run.unbalanced, run.unbalanced + 1)};
    return errorNear(run, run.unbalanced);
}

const Verb *verbAt(const Cursor &in, const Grammar &grammar)
{
    for (const Verb &verb : grammar.verbs) {
        if (in.is(verb.word) || in.isSign(verb.word))
            return &verb;
    }
    return nullptr;
}

StatementNode readVerb(Cursor &in, const Verb &verb)
{
    if (verb.word != "(")
        in.step();
    StatementNode node = verb.read(in);
    if (in.failure() == Cursor::Failure::Refused)
        return errorAt(in);
    if (in.hasFailed() || !in.atEnd())
        return Opaque{std::string(verb.word == "(" ? "select" : verb.word)};
    return node;
}

StatementNode readNode(Cursor &in, const Grammar &grammar)
{
    const std::string word = folded(in.text());
    if (const Verb *verb = verbAt(in, grammar)) {
        if (const auto error = lexicalError(in.run()))
            return *error;
        return readVerb(in, *verb);
    }
    const bool isWord = in.isKind(LexKind::Word);
    if (isWord && isOneOf(word, grammar.harmless))
        return Harmless{word};
    if (isWord && isOneOf(word, grammar.opaque))
        return Opaque{word};
    if (in.isKind(LexKind::Placeholder))
        return Opaque{"placeholder"};
    return errorNear(in.run(), in.at());
}

} // namespace

Statement readStatement(Cursor in, const Grammar &grammar)
{
    const Span span = in.run().spanOf(in.at(), in.end());
    if (in.atEnd())
        return {Harmless{"empty"}, span};
    return {readNode(in, grammar), span};
}

Statement readPiece(std::string_view text, const Script &script, const Piece &piece,
                    const LexOptions &options, const Grammar &grammar)
{
    if (piece.kind == PieceKind::MetaCommand)
        return {Opaque{"meta-command"}, piece.span};
    const TokenRun run = tokenRun(text, script, piece, options);
    Statement statement = readStatement(Cursor(run), grammar);
    statement.span = piece.span;
    return statement;
}

} // namespace lockkeeper::sql
