package energy.peerwatt.verifier;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.verifier.chain.ChainReader;
import energy.peerwatt.verifier.chain.Node;
import energy.peerwatt.verifier.evidence.SignatureCheck;
import energy.peerwatt.verifier.village.Runs;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine;

/** Lets test helpers in other packages reach the command. */
public final class CommandLines {
    /** The same seals come again in every changed copy of a bundle; a changed one is calculated like any other. */
    private static final SignatureCheck REMEMBERED = remembering(SignatureCheck.P256);

    private CommandLines() {}

    public static CommandLine verifier() {
        return Main.commandLine();
    }

    /** What the command does after it has read its options, with a node that is reached without HTTP. */
    public static Runs.Outcome verify(Node node, Path folder, boolean json) {
        Report report = new Report(json);
        Verification verification = new Verification(new ChainReader(node), REMEMBERED);
        report.of(verification);
        int exit = report.exit(running -> verification.run(folder));
        return new Runs.Outcome(exit, report.text());
    }

    private static SignatureCheck remembering(SignatureCheck check) {
        record Question(Hash32 x, Hash32 y, ByteBuffer message, ByteBuffer signature) {}
        Map<Question, Boolean> answers = new ConcurrentHashMap<>();
        return (x, y, message, signature) -> answers.computeIfAbsent(
                new Question(x, y, ByteBuffer.wrap(message.clone()), ByteBuffer.wrap(signature.clone())),
                question -> check.verifies(x, y, message, signature));
    }
}
