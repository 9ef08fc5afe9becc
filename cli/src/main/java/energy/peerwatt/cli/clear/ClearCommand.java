package energy.peerwatt.cli.clear;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.orderbook.clearing.domain.Clearing;
import energy.peerwatt.orderbook.clearing.domain.report.ClearingReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Clears books in files, one line of JSON for each. */
@CommandLine.Command(
        name = "clear",
        description = "Clears a book in a file and prints the result as one line of JSON.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 every file was cleared (orders that break a rule are listed as rejected);",
            "1 a file could not be read or is no book, which standard error explains; 2 wrong command line.",
            "The format stands in docs/clear.md."
        })
public final class ClearCommand implements Callable<Integer> {
    @CommandLine.Parameters(paramLabel = "FILE", arity = "1..*", description = "a book as JSON; - is standard input")
    private List<Path> files = List.of();

    @CommandLine.Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "price by this rule instead of the file's: ${COMPLETION-CANDIDATES}")
    private @Nullable PriceRule rule;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int exitCode = 0;
        for (Path file : files) {
            try {
                BookFile read = BookFile.read(file, rule);
                read.passedOver()
                        .forEach(field -> err.println(file + ": " + field + ": passed over, no field of a book"));
                out.print(line(read) + "\n");
            } catch (BookFileProblem problem) {
                problem.lines().forEach(line -> err.println(file + ": " + line));
                exitCode = 1;
            }
        }
        out.flush();
        err.flush();
        return exitCode;
    }

    private static String line(BookFile file) {
        try {
            return Json.mapper().writeValueAsString(ClearingReport.of(Clearing.clear(file.book()), file.unreadable()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}
