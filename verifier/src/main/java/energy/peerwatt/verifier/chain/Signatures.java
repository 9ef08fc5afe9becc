package energy.peerwatt.verifier.chain;

import energy.peerwatt.verifier.evidence.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Signatures of the contracts' events and functions, and what they hash to. */
final class Signatures {
    static final String GATEWAY_REGISTERED = topic("GatewayRegistered(bytes16,address,bytes32,bytes32,bytes32)");
    static final String KEY_ROTATED = topic("KeyRotated(bytes16,bytes32,bytes32,uint64)");
    static final String METER_REGISTERED = topic("MeterRegistered(bytes16,bytes16,address,bytes32,uint64)");
    static final String ACCOUNT_OPENED = topic("AccountOpened(uint16,address)");
    static final String DEPOSITED = topic("Deposited(uint16,uint256)");
    static final String WITHDRAWN = topic("Withdrawn(uint16,uint256)");
    static final String NET_APPLIED = topic("NetApplied(uint32,bytes32)");
    static final String PERIOD_CLOSED = topic("PeriodClosed(uint32,uint64,uint16,bytes32)");
    static final String BATCH_COMMITTED = topic("BatchCommitted(uint64,bytes32,bytes32,uint64,"
            + "(uint8,bytes16,uint64,uint32,bool,uint32,uint32,uint32,uint32,uint16,uint64,uint128,uint32,"
            + "bytes32,bytes32,bytes32))");

    static final String ROOT_POSTED = topic("RootPosted(uint64,bytes32,uint256,bytes32,uint64)");
    static final String ROOT_REPLACED = topic("RootReplaced(uint64,bytes32,uint256,bytes32,uint64,string)");
    static final String CLAIMED = topic("Claimed(address,address,uint256,uint256)");

    private Signatures() {}

    private static String topic(String event) {
        return "0x" + HexFormat.of().formatHex(hash(event));
    }

    /** First four bytes of the function's hash: what call data starts with. */
    static String selector(String function) {
        return "0x" + HexFormat.of().formatHex(hash(function), 0, 4);
    }

    private static byte[] hash(String signature) {
        return Keccak.of(signature.getBytes(StandardCharsets.US_ASCII));
    }
}
