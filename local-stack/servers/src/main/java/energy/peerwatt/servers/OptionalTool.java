package energy.peerwatt.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test would like to have, such as openssl or a second Modbus client. Without it the test is skipped
 * and {@code ./peerwatt test} lists that at its end; where {@code CI=true} the test fails instead.
 */
public final class OptionalTool {
    private OptionalTool() {}

    /**
     * @param tool its name for people
     * @param probe a command that ends with 0 where the tool is there, e.g. {@code openssl version}
     */
    public static void require(String tool, String... probe) {
        require(
                tool,
                Boolean.parseBoolean(System.getenv("CI")),
                RepositoryRoot.find().resolve("target/skipped-tools.txt"),
                probe);
    }

    static void require(String tool, boolean mayNotSkip, Path list, String... probe) {
        if (isThere(probe)) {
            return;
        }
        String why = tool + " is not installed (tried: " + String.join(" ", probe) + ")";
        if (mayNotSkip) {
            Assertions.fail(why + ", and CI=true allows no skipped test");
        }
        remember(tool, list);
        Assumptions.abort(why);
    }

    private static boolean isThere(String... probe) {
        try {
            Process process = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void remember(String tool, Path list) {
        String test = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(OptionalTool.class.getName()))
                        .findFirst()
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName()))
                .orElse("a test");
        try {
            Files.createDirectories(list.getParent());
            Files.write(list, List.of(tool + ": " + test), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the skipped test cannot be listed", e);
        }
    }
}
