package energy.peerwatt.supervisor.process;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.servers.ChildProcess;
import energy.peerwatt.servers.RunningServer;
import energy.peerwatt.supervisor.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPartTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final BlockingQueue<RunningServer> starts = new LinkedBlockingQueue<>();

    @Test
    void killedPartIsStartedAgainAndSaidSo() throws Exception {
        try (KeptPart part = start()) {
            RunningServer first = nextStart();
            first.handle().destroyForcibly();

            RunningServer second = nextStart();

            assertThat(second.handle().pid()).isNotEqualTo(first.handle().pid());
            assertThat(second.isAlive()).isTrue();
            assertThat(part.name()).isEqualTo("sleeper");
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("sleeper died; it is started again in 0.5 s")
                .contains("sleeper runs again");
    }

    @Test
    void stoppedPartStaysStopped() throws Exception {
        KeptPart part = start();
        RunningServer running = nextStart();

        part.close();

        assertThat(running.isAlive()).isFalse();
        assertThat(starts.poll(1500, TimeUnit.MILLISECONDS)).isNull();
    }

    private KeptPart start() {
        Part part = new Part("sleeper", () -> {
            ChildProcess process = ChildProcess.start(
                    "sleeper", List.of("sleep", "60"), Map.of(), folder, folder.resolve("sleeper.log"));
            starts.add(process);
            return process;
        });
        return KeptPart.start(
                part, new ProcessRegister(folder), new Progress(new PrintStream(said, true, StandardCharsets.UTF_8)));
    }

    private RunningServer nextStart() throws InterruptedException {
        RunningServer started = starts.poll(10, TimeUnit.SECONDS);
        assertThat(started).as("started").isNotNull();
        return started;
    }
}
