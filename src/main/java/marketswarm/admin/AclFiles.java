package marketswarm.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import marketswarm.redis.Keys;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.Services;
import marketswarm.truth.Truth;

/**
 * Redis users: for each service one with the rights of {@link Grants}, for the admin one with all. Who has no password is
 * refused. Passwords that are there stay; the files hold their hashes only.
 */
final class AclFiles {

    /** Redis' defaults would be all commands, all channels. */
    private static final String COMMANDS = "-@all +@read +@write +@transaction +@connection +@stream +eval +evalsha"
            + " +eval_ro +evalsha_ro +script|load +time +publish +subscribe -@dangerous -@admin +info";

    private static final int PASSWORD_BYTES = 32;

    private final Path directory;
    private final Truth truth;

    private AclFiles(Path directory, Truth truth) {
        this.directory = directory;
        this.truth = truth;
    }

    /** @param truth whose components say what the services are */
    static void write(Path directory, Truth truth) {
        try {
            new AclFiles(directory, truth).write();
        } catch (IOException e) {
            throw new Misconfigured(
                    "admin: cannot write into " + directory + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private void write() throws IOException {
        Files.createDirectories(directory.resolve("passwords"));
        List<String> system = everybody();
        List<String> market = everybody();
        for (String service : Services.ALL) {
            String hash = hash(service);
            String channels = service.equals("massive") ? "&" + Keys.MARKET_EVENTS_CHANNEL : "";
            system.add(user(service, hash, Grants.onSystem(service, service), "&" + Keys.TRUTH_CHANGED_CHANNEL));
            if (truth.components().contains(service)) market.add(user(service, hash, onMarket(service), channels));
        }
        Files.write(directory.resolve("system.acl"), system);
        Files.write(directory.resolve("market.acl"), market);
    }

    private Grants onMarket(String service) {
        Grants grants = Grants.onMarket(service, service, truth);
        return truth.marketUrl("").startsWith("redis-cluster:") ? grants.onCluster() : grants;
    }

    /**
     * Nobody can come as the default user. It has all rights, for Redis reads its own append-only file in its name: with
     * fewer, whatever was written in transactions would be forgotten at a restart, with one line in Redis' log.
     */
    private List<String> everybody() throws IOException {
        return new ArrayList<>(List.of(
                "user default off resetpass ~* &* +@all",
                "user " + Admin.ADMIN + " on " + hash(Admin.ADMIN) + " ~* &* +@all"));
    }

    private static String user(String name, String hash, Grants grants, String channels) {
        String keys = Stream.concat(
                        grants.readWrite().stream().map(key -> "~" + key),
                        grants.read().stream().map(key -> "%R~" + key))
                .collect(Collectors.joining(" "));
        return Stream.of("user", name, "on", hash, "resetkeys resetchannels", channels, COMMANDS, keys)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String hash(String user) throws IOException {
        Path file = directory.resolve("passwords").resolve(user);
        if (!Files.exists(file)) {
            byte[] password = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(password);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(password) + "\n");
        }
        return "#" + sha256(Files.readString(file).strip());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("admin: every JDK has SHA-256", e);
        }
    }
}
