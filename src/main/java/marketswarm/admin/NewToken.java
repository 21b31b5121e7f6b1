package marketswarm.admin;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import marketswarm.truth.TokenHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code admin token} */
@Command(
        name = "token",
        description = "Makes a token for a reader of the gateway, and what is stored of it in its place.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin token"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class NewToken implements Callable<Integer> {

    private static final int BYTES = 24;

    @ParentCommand
    private Admin admin;

    @Override
    public Integer call() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        admin.out().println("For the reader, shown this once:   " + token);
        admin.out().println("For secrets.sse_gateway.tokens:    " + TokenHash.ofEntry(token));
        return Admin.DONE;
    }
}
