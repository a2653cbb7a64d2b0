// What the jobcenter holds, behind one interface: SQLite (embedded) and PostgreSQL (several instances beside each
// other) behave the same and pass the same tests. Called by the service and the operator's commands, on any thread; a
// call blocks until its transaction is over. Always: a call is one transaction, whole or absent; ids and (device, side,
// seq) are unique for ever; what a Judge decides is written in the same transaction it looked in. Nothing here opens
// sealed parts.
//
// A device has one side, until its journal goes on twice from one entry: a disk that went back in time, or a copied
// card. Each way it goes on is a side; what is held says of every entry to which it belongs. In the tables the second
// side stands under the device's name with `#2`, which no device can be called (sides.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/clock.hpp"
#include "platform/result.hpp"

namespace aaben::jobcenter {

struct Device {
    std::string id;
    std::string unit;
    std::string sign_key;  // Ed25519 public key, 64 hex digits
    std::string box_key;   // X25519 public key, 64 hex digits
    bool revoked = false;
    std::int64_t head_seq = 0;  // the highest signed head seen
    WallMs enrolled_ms = 0;
    WallMs revoked_ms = 0;
};

struct HeldEntry {  // an entry as the chain sees it
    std::string device;
    std::int64_t seq = 0;
    std::string id;
    std::string sha256;
    std::string prev;
    std::string problem;  // empty: accepted; otherwise held as a hash only
    std::int64_t server_seq = 0;
    int side = 1;
};

struct NewEntry {  // views into the batch that was judged
    std::int64_t seq = 0;
    std::string_view id;
    std::string_view type;
    std::string_view sha256;
    std::string_view prev;
    std::optional<std::string_view> body;  // absent when rejected: then only the hash is held
    std::string_view problem;
    int side = 1;
    bool replaces = false;  // the entry held under this id gives way; its bytes are kept apart
};

struct StoredEntry {  // for the case system and the operator
    std::int64_t server_seq = 0;
    std::string device;
    std::int64_t seq = 0;
    std::string id;
    std::string type;
    std::string sha256;
    std::string body;
    std::string problem;
    WallMs received_ms = 0;
    int side = 1;
};

struct SignedHead {
    std::int64_t seq = 0;
    std::string sha256;
    std::string signature;  // base64; kept while its entry is not held or not the same
};

struct Gap {  // seqs first..last below a signed head that were never seen, as one row
    std::int64_t first = 0;
    std::int64_t last = 0;
    WallMs since_ms = 0;
    friend bool operator==(const Gap&, const Gap&) = default;
};

struct Anomaly {
    std::string device;
    std::string kind;  // conflict · chain · head · fork · altered
    std::int64_t seq = 0;
    std::string sha256;  // the bytes that disagree
    std::string detail;
    WallMs found_ms = 0;
    std::string resolved = {};  // empty: the operator has not; resolutions::seen or ::take
};

namespace resolutions {
inline constexpr std::string_view seen = "seen";
inline constexpr std::string_view take = "take";  // these bytes are taken in when they come again, whatever is held
}  // namespace resolutions

struct ForkSide {  // what came in on one side of a fork, from where the sides part
    std::string device;
    int side = 1;
    std::int64_t from_seq = 0;
    std::int64_t to_seq = 0;
    std::int64_t entries = 0;
    std::int64_t first_server_seq = 0;
    std::int64_t last_server_seq = 0;
    WallMs first_ms = 0;
    WallMs last_ms = 0;
};

struct DeviceGap {
    std::string device;
    Gap gap;
};

struct DeviceReport {
    std::string device;
    WallMs seen_ms = 0;
    std::string report;  // wire::KioskReport as it came; empty: it never said
};

struct ItemAck {
    std::string kind;
    std::string name;
    std::string etag;
    std::int64_t version = 0;
    bool applied = true;  // false: the device refused it
};

struct DeviceAck {
    std::string device;
    ItemAck ack;
};

// One intake: the store looks, the judge decides, the store writes, all in one transaction.
struct IntakeQuery {
    std::string device;
    std::string certificate_serial;     // empty: no certificate to check (simulator, tests)
    std::vector<std::string_view> ids;  // views into the batch
    std::vector<std::int64_t> seqs;     // those of the batch, their neighbours and the head's
    std::int64_t first_seq = 0;         // span whose gaps are wanted
    std::int64_t last_seq = 0;
};

struct Look {
    std::optional<Device> device;
    bool certificate_ok = true;  // known, this device's, not revoked
    std::vector<HeldEntry> held;
    std::vector<SignedHead> heads;  // at the seqs asked for
    std::vector<Gap> gaps;          // that overlap the span, ascending
    int sides = 1;                  // of the device
    std::vector<Anomaly> told;      // conflicts and altered lines known at the seqs asked for
};

struct Writing {
    std::vector<NewEntry> entries;
    std::vector<Anomaly> anomalies;  // written once each, however often found
    std::optional<SignedHead> head;
    std::int64_t head_seq = 0;              // the device's new highest head
    std::vector<std::int64_t> gaps_closed;  // by their first
    std::vector<Gap> gaps_opened;
    std::vector<ItemAck> acks;
    std::vector<std::pair<int, std::int64_t>> sides_opened;  // side and the seq at which it begins
};

struct Written {
    std::vector<std::pair<std::string, std::int64_t>> server_seqs;  // id → server_seq of the new ones
    std::vector<Gap> first_gaps;                                    // at most 100, ascending
    std::int64_t anomalies = 0;                                     // of this device, not resolved
};

using Judge = std::function<Result<Writing>(const Look&)>;  // an error rolls back and is handed on

struct Certificate {
    std::string serial;  // lower-case hex
    std::string device;
    WallMs expires_ms = 0;
};

struct EnrolmentCode {
    std::string sha256;  // the code itself is never stored
    std::string device;  // empty: any new device; a known device needs a code made for it
    std::string unit;
    WallMs expires_ms = 0;
};

struct Enrolment {
    std::string code_sha256;
    std::string request_sha256;  // the same request may come again: its answer can have been lost
    Device device;
    Certificate certificate;
    WallMs now_ms = 0;
};

struct Item {
    std::string kind;
    std::string name;
    std::string target;  // "*", "unit:<unit>" or "device:<id>"; the narrowest wins
    std::int64_t version = 0;
    std::string etag;
    std::int64_t size = 0;
};

class Store {
  public:
    virtual ~Store() = default;

    [[nodiscard]] virtual Result<Written> intake(const IntakeQuery& query, const Judge& judge, WallMs now_ms) = 0;
    [[nodiscard]] virtual Result<std::vector<HeldEntry>> held(const std::string& device,
                                                              const std::vector<std::string>& ids) = 0;

    [[nodiscard]] virtual Result<std::optional<Device>> device(const std::string& id) = 0;
    [[nodiscard]] virtual Result<bool> certificate_ok(const std::string& device, const std::string& serial) = 0;
    [[nodiscard]] virtual Result<std::vector<Device>> devices() = 0;
    // Where a device stands, or where a code that still works will put one; by name.
    [[nodiscard]] virtual Result<std::vector<std::string>> units(WallMs now_ms) = 0;
    [[nodiscard]] virtual Result<> put_device(const Device& device) = 0;  // new, or new keys for a known one
    [[nodiscard]] virtual Result<> revoke_device(const std::string& id, WallMs now_ms) = 0;
    [[nodiscard]] virtual Result<> add_certificate(const Certificate& certificate) = 0;
    [[nodiscard]] virtual Result<> add_code(const EnrolmentCode& code) = 0;
    // Refused: unknown, used or expired code, or one made for another device. Earlier certificates end here.
    // NotFound: no such code, or it ended.
    [[nodiscard]] virtual Result<EnrolmentCode> code(const std::string& sha256, WallMs now_ms) = 0;
    [[nodiscard]] virtual Result<> enrol(const Enrolment& enrolment) = 0;

    // Refused: a higher version, or other bytes under this one, are held. The same again is Done.
    [[nodiscard]] virtual Result<> put_item(const Item& item, std::string_view bytes, WallMs now_ms) = 0;
    // Of exactly this kind, name and target; NotFound: there is none.
    [[nodiscard]] virtual Result<> withdraw_item(const std::string& kind, const std::string& name,
                                                 const std::string& target) = 0;
    [[nodiscard]] virtual Result<std::vector<Item>> items(const std::string& device, const std::string& unit) = 0;
    [[nodiscard]] virtual Result<std::string> item_bytes(const Item& item) = 0;

    [[nodiscard]] virtual Result<std::vector<StoredEntry>> entries(std::int64_t after_server_seq, int limit) = 0;
    [[nodiscard]] virtual Result<std::vector<Anomaly>> anomalies() = 0;
    // The operator has looked: at all anomalies of a device, or those at one seq (0: all). NotFound: there are none.
    [[nodiscard]] virtual Result<> resolve(const std::string& device, std::int64_t seq) = 0;
    // These bytes, refused as a conflict or doubted as altered, are to be taken in when they come again.
    [[nodiscard]] virtual Result<> resolve_by_taking(const std::string& device, const std::string& sha256) = 0;
    [[nodiscard]] virtual Result<std::vector<ForkSide>> forks() = 0;  // by device and side; empty: nobody went twice
    [[nodiscard]] virtual Result<std::vector<DeviceGap>> gaps() = 0;
    [[nodiscard]] virtual Result<std::vector<DeviceAck>> acks() = 0;
    // An empty report keeps the one before.
    [[nodiscard]] virtual Result<> note_seen(const DeviceReport& report) = 0;
    [[nodiscard]] virtual Result<std::vector<DeviceReport>> reports() = 0;
    [[nodiscard]] virtual Result<> ping() = 0;    // writes something that changes nothing
    [[nodiscard]] virtual int lanes() const = 0;  // how many calls may usefully run beside each other
};

enum class Access { ReadOnly, ReadWrite };

// "sqlite:PATH", "sqlite::memory:" (the simulator's) or a libpq URL. Creates and migrates the schema when it may write.
// TooNew: a newer program made it. `connections` are those kept to PostgreSQL; SQLite has one.
[[nodiscard]] Result<std::unique_ptr<Store>> open_store(const std::string& url, Access access, int connections = 4);

}  // namespace aaben::jobcenter
