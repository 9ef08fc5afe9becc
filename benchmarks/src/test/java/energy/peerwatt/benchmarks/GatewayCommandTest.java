package energy.peerwatt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GatewayCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void namesTheScenariosWhenOneIsUnknown() {
        assertThat(run("GW-9")).isEqualTo(2);
        assertThat(err.toString())
                .contains("there is no scenario GW-9; there are GW-POLL, GW-GROWTH, GW-MOST, GW-READING, GW-TELEMETRY");
    }

    @Test
    void wantsSensibleNumbers() {
        assertThat(run("GW-POLL", "--seconds=0")).isEqualTo(2);
        assertThat(err.toString()).contains("at least 1");
    }

    @Test
    void saysWhatThereIs() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("GW-POLL", "GW-READING", "--seconds");
    }

    private int run(String... arguments) {
        return new CommandLine(new GatewayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
