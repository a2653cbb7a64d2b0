#include "daemon/identity.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>

#include "daemon/files.hpp"
#include "wire/encoding.hpp"

namespace aaben::daemon {
namespace {

struct Free {
    void operator()(BIO* p) const { BIO_free(p); }
    void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
    void operator()(X509* p) const { X509_free(p); }
    void operator()(X509_REQ* p) const { X509_REQ_free(p); }
};
using Bio = std::unique_ptr<BIO, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;

Bio over(std::string_view text) {
    return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

Key read_key(std::string_view pem) {
    const Bio bio = over(pem);
    return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

Certificate read_certificate(std::string_view pem) {
    const Bio bio = over(pem);
    return Certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

std::string text_of(BIO* bio) {
    char* bytes = nullptr;
    const long length = BIO_get_mem_data(bio, &bytes);
    return {bytes, static_cast<std::size_t>(length)};
}

WallMs ms_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return 0;
    return std::int64_t{::timegm(&parts)} * 1000;
}

Result<std::string> hex_key(const std::filesystem::path& file) {
    auto text = read_small(file, 1024);
    if (!text.ok()) return text.error();
    std::string key = without_line_end(std::move(*text));
    if (!wire::is_hash(key)) return fail(Fault::Invalid, file.filename().string() + " is not a key of 64 hex digits");
    return key;
}

}  // namespace

Result<std::string> make_key_pem() {
    const Key key(EVP_EC_gen("P-256"));
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!key || PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return fail(Fault::Io, "a key could not be made");
    return text_of(bio.get());
}

Result<std::string> make_csr_pem(std::string_view key_pem, const std::string& device) {
    const Key key = read_key(key_pem);
    const std::unique_ptr<X509_REQ, Free> request(X509_REQ_new());
    const Bio bio(BIO_new(BIO_s_mem()));
    const auto* name = reinterpret_cast<const unsigned char*>(device.c_str());
    const bool ok = key && request && X509_REQ_set_version(request.get(), 0) == 1 &&
                    X509_NAME_add_entry_by_txt(X509_REQ_get_subject_name(request.get()), "CN", MBSTRING_UTF8, name, -1,
                                               -1, 0) == 1 &&
                    X509_REQ_set_pubkey(request.get(), key.get()) == 1 &&
                    X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0 &&
                    PEM_write_bio_X509_REQ(bio.get(), request.get()) == 1;
    if (!ok) return fail(Fault::Io, "a certificate request could not be made");
    return text_of(bio.get());
}

Result<Validity> validity_of(std::string_view certificate_pem) {
    const Certificate certificate = read_certificate(certificate_pem);
    if (!certificate) return fail(Fault::Invalid, "the device's certificate cannot be read");
    return Validity{ms_of(X509_get0_notBefore(certificate.get())), ms_of(X509_get0_notAfter(certificate.get()))};
}

Result<std::string> common_name_of(std::string_view certificate_pem) {
    const Certificate certificate = read_certificate(certificate_pem);
    char name[128] = {};
    if (!certificate ||
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name, sizeof name) <= 0)
        return fail(Fault::Invalid, "the device's certificate has no name");
    if (!wire::is_name(name)) return fail(Fault::Invalid, "the device's certificate has a name that is none of ours");
    return std::string(name);
}

bool fits(std::string_view certificate_pem, std::string_view key_pem) {
    const Certificate certificate = read_certificate(certificate_pem);
    const Key key = read_key(key_pem);
    return certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
}

Result<Identity> load_identity(const folder::Layout& layout) {
    Identity out;
    auto certificate = read_small(layout.device_certificate());
    auto key = read_small(layout.device_key());
    if (!certificate.ok() || !key.ok()) return fail(Fault::NotFound, "this device is not enrolled yet");
    out.certificate_pem = std::move(*certificate);
    out.key_pem = std::move(*key);
    if (!fits(out.certificate_pem, out.key_pem))
        return fail(Fault::Invalid, "keys: the device's certificate and key do not belong together");
    const auto name = common_name_of(out.certificate_pem);
    const auto validity = validity_of(out.certificate_pem);
    const auto ca = read_small(layout.ca());
    const auto seed = seal::load_seed(layout.sign_key());
    const auto receipt = hex_key(layout.receipt_pub());
    const auto root = hex_key(layout.root_pub());
    if (!name.ok()) return name.error();
    if (!validity.ok()) return validity.error();
    if (!ca.ok()) return fail(Fault::Invalid, "keys: ca.pem cannot be read");
    if (!seed.ok()) return fail(Fault::Invalid, "keys: sign.key cannot be used: " + seed.error().what);
    if (!receipt.ok()) return fail(Fault::Invalid, "keys: " + receipt.error().what);
    if (!root.ok()) return fail(Fault::Invalid, "keys: " + root.error().what);
    out.device = *name;
    out.validity = *validity;
    out.ca_pem = *ca;
    out.sign_key = seal::sign_key_from_seed(*seed);
    out.receipt_key = *receipt;
    out.root_key = *root;
    return out;
}

void erase_keys(const folder::Layout& layout) {
    for (const auto& file :
         {layout.device_key(), layout.next_key(), layout.sign_key(), layout.box_key(), layout.pepper()})
        overwrite_and_remove(file);
    std::error_code error;
    std::filesystem::remove(layout.device_certificate(), error);
}

}  // namespace aaben::daemon
