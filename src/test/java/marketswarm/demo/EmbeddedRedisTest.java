package marketswarm.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.RedisServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

class EmbeddedRedisTest {

    @TempDir
    Path folder;

    @Test
    void keeps_what_was_written_over_a_restart() {
        try (var redis = EmbeddedRedis.start(folder.resolve("data"))) {
            try (var client = open(redis)) {
                client.set("greeting", "hello");
            }
        }
        try (var redis = EmbeddedRedis.start(folder.resolve("data"));
                var client = open(redis)) {
            assertThat(client.get("greeting")).isEqualTo("hello");
        }
    }

    @Test
    void answers_nobody_without_the_password() {
        try (var redis = EmbeddedRedis.start(folder.resolve("data"));
                var stranger = RedisServers.open(redis.url().replaceFirst("//[^@]*@", "//"), "stranger")) {
            assertThatThrownBy(() -> stranger.get("greeting"))
                    .isInstanceOf(JedisException.class)
                    .hasMessageContaining("NOAUTH");
        }
    }

    @Test
    void appends_to_a_file_and_evicts_nothing() {
        try (var redis = EmbeddedRedis.start(folder.resolve("data"));
                var client = open(redis)) {
            assertThat(client.info("persistence")).contains("aof_enabled:1");
            assertThat(client.info("memory")).contains("maxmemory_policy:noeviction");
        }
    }

    @Test
    void gives_its_directory_to_this_user_alone() throws IOException {
        try (var redis = EmbeddedRedis.start(folder.resolve("data"))) {
            assertThat(redis.pid()).isPositive();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shows_its_password_neither_on_the_command_line_nor_in_a_file() throws IOException {
        try (var redis = EmbeddedRedis.start(folder.resolve("data"))) {
            String password = redis.url().replaceFirst("redis://default:([^@]*)@.*", "$1");

            assertThat(Files.readString(Path.of("/proc/" + redis.pid() + "/cmdline")))
                    .contains("redis-server")
                    .doesNotContain(password);
            assertThat(Files.readString(folder.resolve("data/redis.log")))
                    .isNotEmpty()
                    .doesNotContain(password);
        }
    }

    @Test
    void is_gone_when_close_returns() {
        var redis = EmbeddedRedis.start(folder.resolve("data"));

        redis.close();

        assertThat(ProcessHandle.of(redis.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void refuses_a_directory_that_another_server_uses() {
        try (var redis = EmbeddedRedis.start(folder.resolve("data"))) {
            assertThat(redis.pid()).isPositive();
            assertThatThrownBy(() -> EmbeddedRedis.start(folder.resolve("data")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("demo: another MarketSwarm uses ")
                    .hasMessageEndingWith("; stop it or choose another directory");
        }
    }

    @Test
    void says_what_to_do_where_there_is_no_server_program() {
        assertThatThrownBy(() -> RedisBinary.find("/nowhere:/neither", Optional::empty))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("demo: no Redis server for " + System.getProperty("os.name"))
                .hasMessageContaining("install redis-server or valkey-server");
    }

    @Test
    void prefers_the_program_on_the_path_to_the_one_in_the_jar() throws IOException {
        Path program = Files.createFile(
                folder.resolve("redis-server"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertThat(RedisBinary.find(folder.toString(), Optional::empty).path()).isEqualTo(program);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void falls_back_to_the_program_in_the_jar() throws Exception {
        Path program = RedisBinary.find("", RedisBinary::fromJar).path();
        Process version = new ProcessBuilder(program.toString(), "--version").start();

        try (var output = version.inputReader()) {
            assertThat(output.readLine()).startsWith("Redis server v=7.");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void dies_with_a_process_that_is_killed() throws Exception {
        Process parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartAndWait.class.getName(),
                        folder.resolve("data").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = parent.inputReader()) {
            long pid = Long.parseLong(output.lines()
                    .filter(line -> line.startsWith("pid "))
                    .findFirst()
                    .orElseThrow()
                    .substring(4));

            parent.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

            await("the kernel tells the server").atMost(Duration.ofSeconds(10)).until(() -> isDead(pid));
        }
    }

    /** A zombie that nobody has waited for yet is dead as well. */
    private static boolean isDead(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/stat");
        return !Files.exists(status) || Files.readString(status).contains(") Z ");
    }

    private static UnifiedJedis open(EmbeddedRedis redis) {
        return RedisServers.open(redis.url(), "test");
    }

    /** Run in a process of its own, to be killed. */
    static final class StartAndWait {

        private StartAndWait() {}

        public static void main(String[] args) throws InterruptedException {
            var redis = EmbeddedRedis.start(Path.of(args[0]));
            System.out.println("pid " + redis.pid());
            Thread.currentThread().join();
        }
    }
}
