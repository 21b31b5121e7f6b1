package marketswarm.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import marketswarm.redis.Keys;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.RedisLogin;
import marketswarm.truth.Sealing;
import marketswarm.truth.SecretBox;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** {@code admin setup} */
@Command(
        name = "setup",
        description = "Prepares this machine: checks Java and Redis, puts sample files here when there are none,"
                + " makes the consumer group. May be run again at any time.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  admin setup",
            "  admin setup --market-url redis://localhost:6380",
            "  admin setup --key-file truth.key",
            "  admin setup --acl acl"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Setup implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Mixin
    private TruthOptions options;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Makes a key there, with which the secrets in truth:doc are sealed")
    private @Nullable Path keyFile;

    @Option(
            names = "--acl",
            paramLabel = "DIR",
            description =
                    "Makes a Redis user for each service there, with the least rights: two ACL files and passwords")
    private @Nullable Path acl;

    @Override
    public Integer call() {
        say("Java", System.getProperty("java.version") + " (17 or newer is needed)");
        sample(TruthOptions.TRUTH, false);
        sample(TruthOptions.SECRETS, true);
        if (acl != null) return makeUsers(admin.directory().resolve(acl));
        admin.withSystem(UnifiedJedis::ping);
        say("System Redis", admin.redisUrl() + " answers");
        TruthFiles files = options.read(admin.directory());
        if (files.valid()) say("Market Redis", group(Truth.of(files.merged()).marketUrl(admin.redisUrl())));
        if (keyFile != null) makeKey(admin.directory().resolve(keyFile));
        say("Next", "edit truth.json and truth_secrets.json, then run: ./admin load-truth");
        return Admin.DONE;
    }

    private void makeKey(Path file) {
        SecretBox.newKeyFile(file);
        say(file.toString(), "made; give it to the admin and to every service: " + Sealing.KEY_FILE + "=" + file);
    }

    /** Before the servers run: they are started with these files. */
    private int makeUsers(Path directory) {
        TruthFiles files = options.read(admin.directory());
        if (!files.valid())
            throw new Misconfigured("admin: the rights follow truth.json, which is not valid. Run: ./admin validate");
        AclFiles.write(directory, Truth.of(files.merged()));
        say(directory + "/system.acl", "made, for System Redis: redis-server --aclfile " + directory + "/system.acl");
        say(directory + "/market.acl", "made, for Market Redis likewise");
        say(directory + "/passwords", "one file a user, named by " + RedisLogin.PASSWORD_FILE + " where it is used");
        return Admin.DONE;
    }

    private void say(String what, String state) {
        admin.out().println(what + ": " + state);
    }

    private void sample(Path name, boolean secret) {
        Path file = admin.directory().resolve(name);
        if (Files.exists(file)) {
            say(file.toString(), "is there, left as it is");
            return;
        }
        try (InputStream in = Setup.class.getResourceAsStream("/marketswarm/admin/samples/" + name)) {
            if (in == null) throw new IllegalStateException("admin: the sample " + name + " is not in the jar");
            if (secret && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
                Files.createFile(file, ownerOnly);
                Files.write(file, in.readAllBytes());
            } else {
                Files.copy(in, file);
            }
            say(file.toString(), "made from the sample");
        } catch (IOException e) {
            throw new Misconfigured("admin: cannot write " + file + ". Run it in a directory that you may write to", e);
        }
    }

    /** At 0, so that what is queued before the first analyst comes is analyzed too. */
    private String group(String fromTruth) {
        String url = admin.marketUrlOr(fromTruth);
        try {
            return Admin.with(url, market -> {
                boolean made = create(market);
                return url + " answers, group " + Keys.VEXY_GROUP + " on " + Keys.QUEUE.key()
                        + (made ? " made" : " is there");
            });
        } catch (Misconfigured e) {
            return url + " is not reachable from here; the first analyst makes the group, or give --market-url URL";
        }
    }

    private static boolean create(UnifiedJedis market) {
        try {
            market.xgroupCreate(Keys.QUEUE.key(), Keys.VEXY_GROUP, new StreamEntryID("0-0"), true);
            return true;
        } catch (JedisDataException e) {
            if (String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) return false;
            throw e;
        }
    }
}
