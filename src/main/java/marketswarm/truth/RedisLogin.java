package marketswarm.truth;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who this process is to both Redis servers, where they know users: the password stands in a file that the environment
 * names, so that it is in no environment, no command line and no truth.
 */
public final class RedisLogin {

    /** The variable that names the file. */
    public static final String PASSWORD_FILE = "REDIS_PASSWORD_FILE";

    private final String userInfo;

    private RedisLogin(String userInfo) {
        this.userInfo = userInfo;
    }

    /**
     * @param user the service, or admin
     * @throws Misconfigured when the file cannot be read
     */
    public static RedisLogin of(Map<String, String> env, String user) {
        String name = Optional.ofNullable(env.get(PASSWORD_FILE)).orElse("").strip();
        return name.isEmpty() ? new RedisLogin("") : new RedisLogin(user + ":" + password(Path.of(name)));
    }

    private static String password(Path file) {
        try {
            return URLEncoder.encode(Files.readString(file).strip(), StandardCharsets.UTF_8)
                    .replace("+", "%20");
        } catch (IOException e) {
            throw new Misconfigured(
                    "truth: " + PASSWORD_FILE + " names " + file + ", which cannot be read ("
                            + e.getClass().getSimpleName() + "). Make it with: ./admin setup --acl DIR",
                    e);
        }
    }

    /** The address with user and password, unless it has some already or none are known. */
    public String into(String url) {
        if (userInfo.isEmpty() || url.matches("[a-z-]+://[^/]*@.*")) return url;
        return url.replaceFirst("://", "://" + userInfo + "@");
    }
}
