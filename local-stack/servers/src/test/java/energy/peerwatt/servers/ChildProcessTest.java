package energy.peerwatt.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @Test
    void childEndsWhenTheJvmThatStartedItIsKilled(@TempDir Path folder) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Parent.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        Path pidFile = folder.resolve("pid");
        for (int i = 0; i < 200 && !Files.exists(pidFile); i++) {
            Thread.sleep(50);
        }
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        parent.destroyForcibly().waitFor();

        child.onExit().get(10, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void outputIsAppendedToTheLogAndTheExitCodeIsKept(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("logs/child.log");
        ChildProcess child = ChildProcess.start(
                "child", List.of("sh", "-c", "echo said $WORD; exit 3"), Map.of("WORD", "so"), folder, log);

        child.ended().get(10, TimeUnit.SECONDS);
        assertThat(child.exitCode()).contains(3);
        child.close();
        assertThat(child.lastWords()).contains("said so");
    }

    /** Starts a child, tells its pid and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            ChildProcess child = ChildProcess.start(
                    "sleeper", List.of("sleep", "60"), Map.of(), folder, folder.resolve("sleeper.log"));
            Path half = Files.writeString(
                    folder.resolve("half"), Long.toString(child.handle().pid()));
            Files.move(half, folder.resolve("pid"));
            Thread.sleep(60_000);
        }
    }
}
