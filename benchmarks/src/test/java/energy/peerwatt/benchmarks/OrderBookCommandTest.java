package energy.peerwatt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OrderBookCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void describesTheMachineAndRunsTheNamedScenario() {
        assertThat(run("ez-l", "--iterations=1", "--warm-ups=0", "--seconds=1")).isZero();
        assertThat(out.toString())
                .contains("cpu ", "jvm ", "collectors ", "EZ-L: 100,000 commands at 100,000/s over 9,600 books");
    }

    @Test
    void namesTheScenariosWhenOneIsUnknown() {
        assertThat(run("OB-9")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no scenario OB-9; there are OB-1, OB-2");
    }

    @Test
    void wantsSensibleNumbers() {
        assertThat(run("OB-1", "--iterations=0")).isEqualTo(2);
        assertThat(err.toString()).contains("at least 1");
    }

    private int run(String... arguments) {
        return new CommandLine(new OrderBookCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
