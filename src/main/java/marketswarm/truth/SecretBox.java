package marketswarm.truth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a text with AES-256-GCM (NIST SP 800-38D) and a key from a file: 32 random bytes in base64. What is sealed reads
 * {@code v1:} and, in base64, a fresh nonce of 12 bytes followed by the ciphertext with its tag.
 */
public final class SecretBox {

    private static final String VERSION = "v1:";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    /** Binds the ciphertext to its purpose. */
    private static final byte[] PURPOSE = "marketswarm truth secrets v1".getBytes(StandardCharsets.UTF_8);

    private final Path file;
    private final SecretKeySpec key;

    private SecretBox(Path file, byte[] key) {
        this.file = file;
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * Makes a key for the owner's eyes only.
     *
     * @throws Misconfigured when the file is there already or cannot be written
     */
    public static void newKeyFile(Path file) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, ownerOnly);
            Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
        } catch (FileAlreadyExistsException e) {
            throw new Misconfigured(
                    "truth: " + file + " is there already; what it sealed could not be opened again. Name another file",
                    e);
        } catch (IOException e) {
            throw new Misconfigured(
                    "truth: " + file + " cannot be written (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** @throws Misconfigured when there is no key in the file; what is there is not repeated */
    public static SecretBox withKeyOf(Path file) {
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == KEY_BYTES) return new SecretBox(file, key);
        } catch (IOException e) {
            throw new Misconfigured(
                    "truth: the key file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "). Put it there, or " + "correct " + Sealing.KEY_FILE,
                    e);
        } catch (IllegalArgumentException e) {
            // the same as a key of a wrong length, and without its text
        }
        throw new Misconfigured("truth: the key file " + file + " holds no key; accepted: " + KEY_BYTES
                + " random bytes in base64. Make one: head -c 32 /dev/urandom | base64 > FILE; chmod 600 FILE");
    }

    String seal(String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] both = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return VERSION + Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("truth: this Java cannot encrypt", e);
        }
    }

    /** @throws Misconfigured when it was sealed with another key, or changed since */
    String open(String sealed) {
        try {
            if (!sealed.startsWith(VERSION)) throw new IllegalArgumentException("version");
            byte[] both = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
            byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new Misconfigured(
                    "truth: the secrets in truth:doc cannot be opened with the key in " + file
                            + ". Use the key that sealed them, or seal them again: " + Sealing.KEY_FILE + "=" + file
                            + " ./admin load-truth",
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(PURPOSE);
        return cipher;
    }
}
