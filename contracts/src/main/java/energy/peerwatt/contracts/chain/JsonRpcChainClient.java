package energy.peerwatt.contracts.chain;

import energy.peerwatt.messages.evidence.Hash32;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.exceptions.ClientConnectionException;
import org.web3j.protocol.http.HttpService;

/** Ethereum JSON-RPC over HTTP. */
public final class JsonRpcChainClient implements ChainClient {
    private static final HexFormat HEX = HexFormat.of();

    private final Web3j node;
    private final URI url;

    /** @param timeout of a whole call, connecting included */
    public JsonRpcChainClient(URI url, Duration timeout) {
        OkHttpClient http = new OkHttpClient.Builder()
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .build();
        this.node = Web3j.build(new HttpService(url.toString(), http));
        this.url = url;
    }

    @Override
    public long chainId() {
        return answer(node.ethChainId()).getChainId().longValueExact();
    }

    @Override
    public Block head() {
        return block(DefaultBlockParameterName.LATEST).orElseThrow(() -> new ChainUnavailable(url + " has no head"));
    }

    @Override
    public Optional<Block> block(long number) {
        return block(DefaultBlockParameter.valueOf(BigInteger.valueOf(number)));
    }

    @Override
    public List<ChainLog> logs(Hash32 blockHash, Set<Address> of) {
        return answer(node.ethGetLogs(new EthFilter(blockHash.hex()))).getLogs().stream()
                .map(result -> chainLog((EthLog.LogObject) result))
                .filter(log -> of.contains(log.address()))
                .toList();
    }

    @Override
    public byte[] call(Address from, ContractCall call) {
        return bytes(answer(node.ethCall(transaction(from, call), DefaultBlockParameterName.LATEST))
                .getValue());
    }

    @Override
    public long estimateGas(Address from, ContractCall call) {
        return answer(node.ethEstimateGas(transaction(from, call)))
                .getAmountUsed()
                .longValueExact();
    }

    @Override
    public SendOutcome sendRaw(byte[] signedTransaction) {
        EthSendTransaction response = send(node.ethSendRawTransaction("0x" + HEX.formatHex(signedTransaction)));
        return response.hasError()
                ? outcome(response.getError().getMessage())
                : new SendOutcome.Accepted(new Hash32(response.getTransactionHash()));
    }

    @Override
    public Optional<Receipt> receipt(Hash32 transaction) {
        return answer(node.ethGetTransactionReceipt(transaction.hex()))
                .getTransactionReceipt()
                .map(JsonRpcChainClient::receipt);
    }

    @Override
    public long transactionCount(Address account) {
        return answer(node.ethGetTransactionCount(account.hex(), DefaultBlockParameterName.LATEST))
                .getTransactionCount()
                .longValueExact();
    }

    @Override
    public byte[] codeAt(Address address) {
        return bytes(answer(node.ethGetCode(address.hex(), DefaultBlockParameterName.LATEST))
                .getCode());
    }

    @Override
    public BigInteger balance(Address account) {
        return answer(node.ethGetBalance(account.hex(), DefaultBlockParameterName.LATEST))
                .getBalance();
    }

    @Override
    public Fees suggestedFees() {
        BigInteger price = answer(node.ethGasPrice()).getGasPrice();
        return head().baseFee()
                .map(baseFee -> Fees.over(
                        baseFee, answer(node.ethMaxPriorityFeePerGas()).getMaxPriorityFeePerGas()))
                .orElseGet(() -> new Fees(price, price));
    }

    /** Nodes share no codes for this, only more or less the words; these are those of Geth, Besu and anvil. */
    static SendOutcome outcome(String message) {
        String said = message.toLowerCase(Locale.ROOT);
        if (any(said, "already known", "already imported", "known transaction", "alreadyknown")) {
            return new SendOutcome.AlreadyKnown();
        }
        if (any(said, "nonce too low", "nonce is too low", "nonce below", "nonce_too_low", "already been used")) {
            return new SendOutcome.NonceTooLow();
        }
        if (any(
                said,
                "underpriced",
                "less than block base fee",
                "below configured minimum",
                "below current base fee",
                "gas price too low",
                "fee too low")) {
            return new SendOutcome.Underpriced();
        }
        if (any(said, "insufficient funds", "exceeds account balance", "insufficient balance")) {
            return new SendOutcome.InsufficientFunds();
        }
        return new SendOutcome.Refused(message);
    }

    private static boolean any(String said, String... words) {
        return Stream.of(words).anyMatch(said::contains);
    }

    private Optional<Block> block(DefaultBlockParameter which) {
        return Optional.<EthBlock.@Nullable Block>ofNullable(
                        answer(node.ethGetBlockByNumber(which, false)).getBlock())
                .map(found -> new Block(
                        found.getNumber().longValueExact(),
                        new Hash32(found.getHash()),
                        new Hash32(found.getParentHash()),
                        Instant.ofEpochSecond(found.getTimestamp().longValueExact()),
                        Optional.ofNullable(found.getBaseFeePerGasRaw()).map(raw -> found.getBaseFeePerGas())));
    }

    private static ChainLog chainLog(EthLog.LogObject log) {
        return new ChainLog(
                Address.of(log.getAddress()),
                log.getTopics().stream().map(Hash32::new).toList(),
                bytes(log.getData()),
                new Hash32(log.getTransactionHash()),
                new Hash32(log.getBlockHash()),
                log.getBlockNumber().longValueExact(),
                log.getLogIndex().intValueExact());
    }

    private static Receipt receipt(TransactionReceipt receipt) {
        return new Receipt(
                new Hash32(receipt.getTransactionHash()),
                new Hash32(receipt.getBlockHash()),
                receipt.getBlockNumber().longValueExact(),
                receipt.isStatusOK(),
                receipt.getGasUsed().longValueExact());
    }

    private static Transaction transaction(Address from, ContractCall call) {
        return Transaction.createEthCallTransaction(from.hex(), call.to().hex(), "0x" + HEX.formatHex(call.data()));
    }

    private static byte[] bytes(String hex) {
        return HEX.parseHex(hex, 2, hex.length());
    }

    private <T extends Response<?>> T answer(Request<?, T> request) {
        T response = send(request);
        if (response.hasError()) {
            Response.Error error = response.getError();
            throw new ChainRefused(
                    request.getMethod() + ": " + error.getMessage(),
                    Optional.<String>ofNullable(error.getData()).orElse("0x"));
        }
        return response;
    }

    private <T extends Response<?>> T send(Request<?, T> request) {
        try {
            return request.send();
        } catch (IOException | ClientConnectionException e) {
            throw new ChainUnavailable("no answer from " + url + " to " + request.getMethod(), e);
        }
    }
}
