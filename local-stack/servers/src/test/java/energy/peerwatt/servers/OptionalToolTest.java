package energy.peerwatt.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class OptionalToolTest {
    @TempDir
    private Path folder;

    @Test
    void toolThatIsThereLetsTheTestGoOn() {
        OptionalTool.require("a shell", true, folder.resolve("list"), "sh", "-c", "exit 0");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void missingToolSkipsTheTestAndIsListedWithIt() throws IOException {
        assertThatThrownBy(() -> OptionalTool.require("nothing", false, folder.resolve("list"), "no-such-tool"))
                .isInstanceOf(TestAbortedException.class);

        assertThat(Files.readString(folder.resolve("list")))
                .startsWith("nothing: " + getClass().getName());
    }

    @Test
    void missingToolFailsWhereNothingMayBeSkipped() {
        assertThatThrownBy(() -> OptionalTool.require("nothing", true, folder.resolve("list"), "sh", "-c", "exit 1"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("nothing is not installed");
    }
}
