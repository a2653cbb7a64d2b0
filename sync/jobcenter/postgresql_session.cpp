#include "jobcenter/postgresql_session.hpp"

#include <libpq-fe.h>

#include <optional>

namespace aaben::jobcenter {
namespace {

// Type numbers of PostgreSQL's catalogue (pg_type.dat); they are fixed for ever.
constexpr unsigned type_bytea = 17;
constexpr unsigned type_int8 = 20;
constexpr unsigned type_int4 = 23;
constexpr unsigned type_text = 25;
constexpr unsigned type_bytea_array = 1001;
constexpr unsigned type_text_array = 1009;
constexpr unsigned type_int8_array = 1016;

using ResultPtr = std::unique_ptr<PGresult, decltype(&PQclear)>;
ResultPtr owned(PGresult* result) {
    return ResultPtr(result, &PQclear);
}

void append_number(std::string& out, std::uint64_t value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xff);
}

std::uint64_t read_number(const char* bytes, int size) {
    std::uint64_t value = 0;
    for (int i = 0; i < size; ++i) value = (value << 8) | static_cast<unsigned char>(bytes[i]);
    return value;
}

// The binary form of a one-dimensional array: dimensions, has-null flag, element type, length, lower bound, elements.
void begin_array(std::string& out, unsigned element, std::size_t count) {
    append_number(out, count == 0 ? 0 : 1, 4);
    append_number(out, 1, 4);
    append_number(out, element, 4);
    if (count == 0) return;
    append_number(out, count, 4);
    append_number(out, 1, 4);
}

void append_element(std::string& out, std::string_view bytes) {
    append_number(out, bytes.size(), 4);
    out += bytes;
}

Cell cell(const PGresult* result, int row, int column) {
    if (PQgetisnull(result, row, column)) return {};
    const char* bytes = PQgetvalue(result, row, column);
    const int size = PQgetlength(result, row, column);
    switch (PQftype(result, column)) {
        case type_int8:
            return static_cast<std::int64_t>(read_number(bytes, 8));
        case type_int4:
            return static_cast<std::int64_t>(static_cast<std::int32_t>(read_number(bytes, 4)));
        default:
            return std::string(bytes, static_cast<std::size_t>(size));
    }
}

Fault fault_of(std::string_view state) {
    if (state == "53100") return Fault::DiskFull;
    if (state == "25006") return Fault::ReadOnly;
    if (state == "23505") return Fault::Refused;
    if (state.starts_with("XX")) return Fault::Corrupt;
    if (state.starts_with("40") || state.starts_with("55") || state.starts_with("53")) return Fault::Busy;
    return Fault::Io;
}

// A value each of parameters' bytes, sizes, formats, as libpq wants them.
struct Wire {
    explicit Wire(const std::vector<PgParameter>& parameters) : formats(parameters.size(), 1) {
        for (const PgParameter& one : parameters) {
            types.push_back(one.type());
            values.push_back(one.bytes());
            sizes.push_back(one.size());
        }
    }
    [[nodiscard]] int count() const { return static_cast<int>(values.size()); }
    std::vector<Oid> types;
    std::vector<const char*> values;
    std::vector<int> sizes;
    std::vector<int> formats;
};

}  // namespace

PgParameter::PgParameter(const SqlValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        type_ = type_int8;
        append_number(bytes_, static_cast<std::uint64_t>(*number), 8);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        type_ = type_text;
        bytes_ = *text;
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
        type_ = type_bytea;
        bytes_ = bytes->view;
    } else {
        null_ = true;
    }
}

PgParameter::PgParameter(const std::vector<std::int64_t>& numbers) : type_(type_int8_array) {
    begin_array(bytes_, type_int8, numbers.size());
    for (const std::int64_t number : numbers) {
        append_number(bytes_, 8, 4);
        append_number(bytes_, static_cast<std::uint64_t>(number), 8);
    }
}

PgParameter::PgParameter(const std::vector<std::string_view>& texts) : type_(type_text_array) {
    begin_array(bytes_, type_text, texts.size());
    for (const std::string_view text : texts) append_element(bytes_, text);
}

PgParameter::PgParameter(const std::vector<std::optional<std::string_view>>& blobs) : type_(type_bytea_array) {
    begin_array(bytes_, type_bytea, blobs.size());
    for (const std::optional<std::string_view>& blob : blobs) {
        if (blob)
            append_element(bytes_, *blob);
        else
            append_number(bytes_, 0xffff'ffff, 4);  // length −1: NULL
    }
}

Result<std::unique_ptr<PgSession>> PgSession::open(const std::string& url, bool read_only) {
    std::unique_ptr<PgSession> session(new PgSession);
    // What stands before dbname is a default that the URL may override.
    const char* const words[] = {"connect_timeout", "application_name", "dbname", nullptr};
    const char* const values[] = {"10", "jobcenter", url.c_str(), nullptr};
    session->connection_ = PQconnectdbParams(words, values, 1);
    if (!session->connection_ || PQstatus(session->connection_) != CONNECTION_OK) {
        const std::string why = session->connection_ ? PQerrorMessage(session->connection_) : "no memory";
        return fail(Fault::Offline, "PostgreSQL does not answer: " + why.substr(0, why.find('\n')));
    }
    PQsetNoticeProcessor(session->connection_, [](void*, const char*) {}, nullptr);
    // What is acknowledged must be on disk whatever the server's default; a dead instance must not hold a device's row.
    const std::string set =
        std::string(
            "SET synchronous_commit = on; SET statement_timeout = '30s'; "
            "SET idle_in_transaction_session_timeout = '30s'; SET default_transaction_read_only = ") +
        (read_only ? "on" : "off");
    const ResultPtr done = owned(PQexec(session->connection_, set.c_str()));
    if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) return session->error(done.get());
    return session;
}

PgSession::~PgSession() {
    PQfinish(connection_);
}

bool PgSession::broken() const {
    return PQstatus(connection_) != CONNECTION_OK;
}

Error PgSession::error(const pg_result* result) {
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string_view code = state ? state : "";
    const char* primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    may_retry_ = code == "23505" || code == "40001" || code == "40P01";
    if (broken()) return fail(Fault::Offline, "the connection to PostgreSQL was lost");
    return fail(fault_of(code), "PostgreSQL: " + std::string(primary ? primary : "no answer"));
}

Result<Rows> PgSession::rows_of(pg_result* result) {
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return error(result);
    Rows rows;
    const int count = PQntuples(result);
    const int columns = PQnfields(result);
    rows.reserve(static_cast<std::size_t>(count));
    for (int row = 0; row < count; ++row) {
        std::vector<Cell> cells;
        cells.reserve(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) cells.push_back(cell(result, row, column));
        rows.emplace_back(std::move(cells));
    }
    return rows;
}

Result<std::string> PgSession::prepared(const PgStatement& statement) {
    if (const auto known = names_.find(std::string(statement.sql)); known != names_.end()) return known->second;
    const std::string name = "s" + std::to_string(names_.size());
    const Wire wire(statement.parameters);
    const ResultPtr made = owned(
        PQprepare(connection_, name.c_str(), std::string(statement.sql).c_str(), wire.count(), wire.types.data()));
    if (PQresultStatus(made.get()) != PGRES_COMMAND_OK) return error(made.get());
    names_.emplace(statement.sql, name);
    return name;
}

Result<Rows> PgSession::run(const PgStatement& statement) {
    may_retry_ = false;
    const Wire wire(statement.parameters);
    if (wire.count() == 0) {  // migrations and transactions: said once, not worth preparing
        const ResultPtr result = owned(
            PQexecParams(connection_, std::string(statement.sql).c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1));
        return rows_of(result.get());
    }
    auto name = prepared(statement);
    if (!name) return name.error();
    const ResultPtr result = owned(PQexecPrepared(connection_, name->c_str(), wire.count(), wire.values.data(),
                                                  wire.sizes.data(), wire.formats.data(), 1));
    return rows_of(result.get());
}

Result<Rows> PgSession::query(std::string_view sql, const std::vector<SqlValue>& values) {
    PgStatement statement{sql, {}};
    for (const SqlValue& value : values) statement.parameters.emplace_back(value);
    return run(statement);
}

bool PgSession::send(const PgStatement& statement, const std::string& name) {
    const Wire wire(statement.parameters);
    return PQsendQueryPrepared(connection_, name.c_str(), wire.count(), wire.values.data(), wire.sizes.data(),
                               wire.formats.data(), 1) == 1;
}

Result<std::vector<Rows>> PgSession::batch(const std::vector<PgStatement>& statements) {
    may_retry_ = false;
    std::vector<std::string> names;
    for (const PgStatement& statement : statements) {
        auto name = prepared(statement);
        if (!name) return name.error();
        names.push_back(std::move(*name));
    }
    bool sent = PQenterPipelineMode(connection_) == 1;
    for (std::size_t i = 0; sent && i < statements.size(); ++i) sent = send(statements[i], names[i]);
    sent = sent && PQpipelineSync(connection_) == 1;
    std::vector<Rows> answers;
    std::optional<Error> failed;
    if (!sent) failed = error(nullptr);
    // A result each, NULL behind each, and the sync's result at the end; after a failure the rest come as "aborted".
    for (int nulls = 0; sent && nulls < 2;) {
        const ResultPtr result = owned(PQgetResult(connection_));
        if (!result) {
            ++nulls;
            continue;
        }
        nulls = 0;
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status == PGRES_PIPELINE_ABORTED || failed) continue;
        auto rows = rows_of(result.get());
        if (rows)
            answers.push_back(std::move(*rows));
        else
            failed = rows.error();
    }
    if (PQexitPipelineMode(connection_) != 1 && !failed) failed = error(nullptr);
    if (failed) return *failed;
    if (answers.size() != statements.size()) return error(nullptr);
    return answers;
}

void PgSession::rollback() {
    if (broken() || PQtransactionStatus(connection_) == PQTRANS_IDLE) return;
    const bool was = may_retry_;
    (void)run({"ROLLBACK", {}});
    may_retry_ = was;
}

}  // namespace aaben::jobcenter
