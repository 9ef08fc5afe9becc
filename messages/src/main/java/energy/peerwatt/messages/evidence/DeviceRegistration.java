package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What is signed to put a device on the chain's registry: EIP-712 typed data of the contract {@code DeviceRegistry}.
 * The gateway signs the digest with its P-256 key, the host or owner with their wallet.
 */
public sealed interface DeviceRegistration {

    /** {@code keccak256(0x1901 | domain separator | struct hash)}. */
    default Hash32 digest(Domain domain) {
        return Hash32.of(Hashing.keccak256(
                new byte[] {0x19, 0x01},
                domain.separator(),
                Hashing.keccak256(encoded().toBytes())));
    }

    /** @hidden the struct's words, type hash first */
    AbiWords encoded();

    /** @param contract address of the registry, 0x and 40 hex digits */
    record Domain(long chainId, String contract) {
        byte[] separator() {
            return Hashing.keccak256(new AbiWords()
                    .bytes(typeHash(
                            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"))
                    .bytes(typeHash("PeerWatt DeviceRegistry"))
                    .bytes(typeHash("1"))
                    .number(chainId)
                    .address(contract)
                    .toBytes());
        }
    }

    /**
     * @param host address of who runs the gateway
     * @param metaHash salted hash of what describes the device; nothing personal
     * @param nonce the registry's counter for this id
     * @param deadline block time after which the signatures are void
     */
    record Gateway(GatewayId id, String host, P256.Point key, Hash32 metaHash, BigInteger nonce, Instant deadline)
            implements DeviceRegistration {
        @Override
        public AbiWords encoded() {
            return new AbiWords()
                    .bytes(
                            typeHash(
                                    "GatewayRegistration(bytes16 gatewayId,address host,bytes32 keyX,bytes32 keyY,bytes32 metaHash,uint256 nonce,uint256 deadline)"))
                    .bytes(id.bytes())
                    .address(host)
                    .hash(key.x())
                    .hash(key.y())
                    .hash(metaHash)
                    .number(nonce)
                    .number(deadline.getEpochSecond());
        }
    }

    /**
     * @param owner address of the household's wallet
     * @param validFrom from when the binding of meter, gateway and owner holds (market time)
     */
    record Meter(
            MeterId id,
            GatewayId gateway,
            String owner,
            Hash32 metaHash,
            Instant validFrom,
            BigInteger nonce,
            Instant deadline)
            implements DeviceRegistration {
        @Override
        public AbiWords encoded() {
            return new AbiWords()
                    .bytes(
                            typeHash(
                                    "MeterRegistration(bytes16 meterId,bytes16 gatewayId,address owner,bytes32 metaHash,uint64 validFrom,uint256 nonce,uint256 deadline)"))
                    .bytes(id.bytes())
                    .bytes(gateway.bytes())
                    .address(owner)
                    .hash(metaHash)
                    .number(validFrom.getEpochSecond())
                    .number(nonce)
                    .number(deadline.getEpochSecond());
        }
    }

    /**
     * The gateway's next key; the new key signs, and the host.
     *
     * @param validFrom from this boundary on seals must carry the key (market time)
     */
    record Rotation(GatewayId id, P256.Point key, Instant validFrom, BigInteger nonce, Instant deadline)
            implements DeviceRegistration {
        @Override
        public AbiWords encoded() {
            return new AbiWords()
                    .bytes(
                            typeHash(
                                    "KeyRotation(bytes16 gatewayId,bytes32 keyX,bytes32 keyY,uint64 validFrom,uint256 nonce,uint256 deadline)"))
                    .bytes(id.bytes())
                    .hash(key.x())
                    .hash(key.y())
                    .number(validFrom.getEpochSecond())
                    .number(nonce)
                    .number(deadline.getEpochSecond());
        }
    }

    private static byte[] typeHash(String text) {
        return Hashing.keccak256(text.getBytes(StandardCharsets.UTF_8));
    }
}
