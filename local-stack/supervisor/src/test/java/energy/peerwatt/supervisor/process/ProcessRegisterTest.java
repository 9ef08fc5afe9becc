package energy.peerwatt.supervisor.process;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRegisterTest {
    @TempDir
    private Path folder;

    @Test
    void whatAKilledSupervisorLeftIsEndedByTheNext() throws Exception {
        Process left = new ProcessBuilder("sleep", "60").start();
        new ProcessRegister(folder).started("kafka", left.toHandle());

        List<String> ended = new ProcessRegister(folder).endLeftOvers();

        assertThat(ended).containsExactly("kafka");
        assertThat(left.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(new ProcessRegister(folder).endLeftOvers()).isEmpty();
    }

    @Test
    void strangerWithTheSameProcessIdIsLeftAlone() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Json.mapper()
                    .writeValue(
                            folder.resolve("processes.json").toFile(),
                            List.of(Map.of(
                                    "name", "kafka",
                                    "pid", stranger.pid(),
                                    "startedAt", Instant.parse("2020-01-01T00:00:00Z"))));

            assertThat(new ProcessRegister(folder).endLeftOvers()).isEmpty();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void whatWasStoppedInOrderIsForgotten() throws IOException {
        Process running = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessRegister register = new ProcessRegister(folder);
            register.started("kafka", running.toHandle());
            register.ended("kafka");

            assertThat(new ProcessRegister(folder).endLeftOvers()).isEmpty();
            assertThat(running.isAlive()).isTrue();
        } finally {
            running.destroyForcibly();
        }
    }
}
