package energy.peerwatt.verifier;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.verifier.bundle.AccessToken;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.bundle.BundleDownload;
import energy.peerwatt.verifier.bundle.BundleReader;
import energy.peerwatt.verifier.bundle.Stack;
import energy.peerwatt.verifier.chain.ChainFacts;
import energy.peerwatt.verifier.chain.ChainReader;
import energy.peerwatt.verifier.chain.JsonRpc;
import energy.peerwatt.verifier.check.Extent;
import energy.peerwatt.verifier.evidence.SignatureCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Recomputes clearing, settlement, batches and balances and compares them with the chain.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything follows from the evidence and equals the chain",
            "1:a difference, the first is shown",
            "2:could not run: a file, a service or the chain is missing, or there is nothing to verify yet"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final Path DEFAULT_STACK = Path.of(".peerwatt", "stack.json");

    private static final String SECRET_VARIABLE = "PEERWATT_CLIENT_SECRET";

    @Option(names = "--bundle", paramLabel = "DIR", description = "Read this folder instead of downloading.")
    private @Nullable Path bundle;

    @Option(
            names = "--book",
            paramLabel = "FILE",
            description = "Clear the sealed books in this file again, a line each, and nothing else.")
    private @Nullable Path book;

    @Option(names = "--save", paramLabel = "DIR", description = "Keep the download here.")
    private @Nullable Path save;

    @Option(names = "--rpc", paramLabel = "URL", description = "JSON-RPC address of a node of the chain.")
    private @Nullable URI rpc;

    @Option(names = "--stack", paramLabel = "FILE", description = "Addresses of a stack; .peerwatt/stack.json.")
    private @Nullable Path stackFile;

    @Option(names = "--settlement", paramLabel = "URL", description = "Address of the settlement service.")
    private @Nullable URI settlement;

    @Option(names = "--order-book", paramLabel = "URL", description = "Address of the order-book service.")
    private @Nullable URI orderBook;

    @Option(names = "--community", paramLabel = "ID", description = "Community to verify.")
    private @Nullable String community;

    @Option(names = "--token-url", paramLabel = "URL", description = "Where the services' tokens are had.")
    private @Nullable URI tokenUrl;

    @Option(names = "--client-id", paramLabel = "ID", description = "Client with the role auditor.")
    private @Nullable String clientId;

    @Option(
            names = "--client-secret",
            paramLabel = "SECRET",
            description = "Its secret; better in the environment, as PEERWATT_CLIENT_SECRET.")
    private @Nullable String clientSecret;

    @Option(names = "--json", description = "One JSON object as output.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Report report = new Report(json);
        int exit = report.exit(this::verify);
        if (spec != null) {
            spec.commandLine().getOut().print(report.text());
            spec.commandLine().getOut().flush();
        }
        return exit;
    }

    private void verify(Report report) throws Difference, CannotRun {
        if (book != null) {
            alone();
            BookVerification verification = new BookVerification();
            report.of(verification);
            verification.run(book);
            return;
        }
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            Stack stack = stack();
            URI node = address(rpc, stack.rpc(), "--rpc");
            ChainReader chain = new ChainReader(new JsonRpc(http, node));
            Verification verification = new Verification(chain, SignatureCheck.P256);
            report.of(verification);
            if (bundle != null) {
                verification.run(bundle);
            } else if (save != null) {
                download(http, chain, stack, save);
                verification.run(save);
            } else {
                verifyTemporary(verification, folder -> download(http, chain, stack, folder));
            }
        }
    }

    /** A book needs no chain and no bundle: who gives them expects more than is done. A stack is always there. */
    private void alone() throws CannotRun {
        if (Stream.of(bundle, save, rpc, settlement, orderBook, community, tokenUrl, clientId, clientSecret)
                .anyMatch(Objects::nonNull)) {
            throw new CannotRun("--book goes with --json only");
        }
    }

    private Stack stack() throws CannotRun {
        boolean complete = rpc != null
                && (bundle != null
                        || (settlement != null
                                && orderBook != null
                                && community != null
                                && tokenUrl != null
                                && clientId != null
                                && secret() != null));
        if (stackFile == null && complete) {
            return new Stack(null, null, null, null, null);
        }
        return Stack.read(stackFile == null ? DEFAULT_STACK : stackFile);
    }

    @FunctionalInterface
    private interface Download {
        void into(Path folder) throws Difference, CannotRun;
    }

    private static void verifyTemporary(Verification verification, Download download) throws Difference, CannotRun {
        try {
            Path folder = Files.createTempDirectory("peerwatt-bundle-");
            try {
                download.into(folder);
                verification.run(folder);
            } finally {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new CannotRun("trouble with a temporary folder: " + e, e);
        }
    }

    private void download(HttpClient http, ChainReader chain, Stack stack, Path folder) throws Difference, CannotRun {
        String id = community != null ? community : stack.community();
        if (id == null) {
            throw new CannotRun("which community? give --community");
        }
        URI settlementAddress = address(settlement, stack.service("settlement"), "--settlement");
        URI orderBookAddress = address(orderBook, stack.service("order-book"), "--order-book");
        try {
            CommunityId parsed = CommunityId.of(id);
            long begun = chain.head();
            new BundleDownload(http, token(http, stack), settlementAddress, orderBookAddress, parsed)
                    .into(folder, begun);
            // A batch may have been mined after the first look at the chain, and be in the download as mined.
            Bundle downloaded = BundleReader.read(folder);
            ChainFacts facts = chain.facts(downloaded.manifest().value(), null);
            BundleDownload.end(folder, Math.max(begun, Extent.lastMined(downloaded.batches(), facts)));
        } catch (IllegalArgumentException e) {
            throw new CannotRun(String.valueOf(e.getMessage()), e);
        }
    }

    private AccessToken token(HttpClient http, Stack stack) throws CannotRun {
        URI endpoint = address(tokenUrl, stack.tokenUrl(), "--token-url");
        Stack.Auditor known = stack.auditor();
        String id = clientId != null || known == null ? clientId : known.clientId();
        // A secret belongs to its client: the stack's is not tried with another.
        String secret = secret() != null || clientId != null || known == null ? secret() : known.clientSecret();
        if (id == null || secret == null) {
            throw new CannotRun("no credentials: give --client-id and --client-secret, or " + SECRET_VARIABLE);
        }
        return new AccessToken(http, endpoint, id, secret);
    }

    private @Nullable String secret() {
        return clientSecret != null ? clientSecret : System.getenv(SECRET_VARIABLE);
    }

    private static URI address(@Nullable URI option, @Nullable String fromStack, String name) throws CannotRun {
        URI address = option != null || fromStack == null ? option : URI.create(fromStack);
        if (address == null || address.getHost() == null) {
            throw new CannotRun("no address: give " + name + " as http://host:port");
        }
        return address;
    }
}
