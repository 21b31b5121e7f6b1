package marketswarm.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Who else can see a file that holds secrets: other users of this machine, whoever has the repository. */
final class SecretsFile {

    private static final long GIT_ANSWERS_WITHIN_MS = 2_000;
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private SecretsFile() {}

    /** Warnings only, with what to do. What cannot be found out is not warned of. */
    static List<Problem> exposure(Path file) {
        var found = new ArrayList<Problem>();
        try {
            Path real = file.toRealPath();
            if (Files.getFileStore(real).supportsFileAttributeView("posix")) permissions(file, real, found);
            if (isTracked(real)) {
                found.add(Problem.warning(
                        file.toString(),
                        "tracked by git, so everybody with the repository has these secrets; accepted: a file that git"
                                + " ignores. Run: git rm --cached " + real.getFileName() + ", and change the secrets"));
            }
        } catch (IOException e) {
            return List.copyOf(found);
        }
        return List.copyOf(found);
    }

    private static void permissions(Path file, Path real, List<Problem> found) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(real);
        if (permissions.stream().noneMatch(OTHERS::contains)) return;
        found.add(Problem.warning(
                file.toString(),
                "readable by others (" + PosixFilePermissions.toString(permissions)
                        + "); accepted: readable by its owner only. Run: chmod 600 " + file));
    }

    private static boolean isTracked(Path file) {
        Path directory = file.getParent();
        if (directory == null) return false;
        for (Path dir = directory; dir != null; dir = dir.getParent()) {
            if (Files.exists(dir.resolve(".git"))) return gitKnows(directory, file);
        }
        return false;
    }

    private static boolean gitKnows(Path directory, Path file) {
        try {
            // a repository of somebody else must not have a program of its choice run
            Process git = new ProcessBuilder(
                            "git",
                            "-c",
                            "core.fsmonitor=false",
                            "ls-files",
                            "--error-unmatch",
                            "--",
                            "" + file.getFileName())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (git.waitFor(GIT_ANSWERS_WITHIN_MS, TimeUnit.MILLISECONDS)) return git.exitValue() == 0;
            git.destroyForcibly();
            return false;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
