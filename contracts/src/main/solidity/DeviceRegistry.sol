// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IERC5192} from "./IERC5192.sol";

/// @title Gateways with the history of their keys, and the meters they read.
/// @notice A gateway holds a P-256 key and seals readings with it; a meter is a soulbound token of its owner.
///         Every registration carries the gateway's signature and that of the person who answers for it, so
///         anyone may relay it. All times are those of readings (seconds since 1970), never of a block: the
///         clock of a local stack may run faster than the chain's.
contract DeviceRegistry is ERC721, IERC5192, EIP712, AccessControl {
    enum Status {
        NONE,
        ACTIVE,
        SUSPENDED,
        RETIRED
    }

    struct GatewayRegistration {
        bytes16 gatewayId;
        address host;
        bytes32 keyX;
        bytes32 keyY;
        bytes32 metaHash;
        uint256 nonce;
        uint256 deadline;
    }

    struct MeterRegistration {
        bytes16 meterId;
        bytes16 gatewayId;
        address owner;
        bytes32 metaHash;
        uint64 validFrom;
        uint256 nonce;
        uint256 deadline;
    }

    struct KeyRotation {
        bytes16 gatewayId;
        bytes32 keyX;
        bytes32 keyY;
        uint64 validFrom;
        uint256 nonce;
        uint256 deadline;
    }

    struct Retirement {
        bytes16 id;
        uint256 nonce;
        uint256 deadline;
    }

    /// @dev ECDSA over P-256, low s.
    struct KeySignature {
        bytes32 r;
        bytes32 s;
    }

    struct Key {
        bytes32 x;
        bytes32 y;
        uint64 validFrom;
    }

    struct Gateway {
        address host;
        Status status;
        bytes32 metaHash;
        Key[] keys;
    }

    struct Meter {
        bytes16 gatewayId;
        uint64 validFrom;
        Status status;
        bytes32 metaHash;
    }

    event GatewayRegistered(bytes16 indexed id, address indexed host, bytes32 keyX, bytes32 keyY, bytes32 metaHash);
    event MeterRegistered(
        bytes16 indexed id, bytes16 indexed gatewayId, address indexed owner, bytes32 metaHash, uint64 validFrom
    );
    event KeyRotated(bytes16 indexed id, bytes32 keyX, bytes32 keyY, uint64 validFrom);
    event DeviceRetired(bytes16 indexed id);
    event StatusChanged(bytes16 indexed id, Status status);

    error UnknownDevice(bytes16 id);
    error AlreadyRegistered(bytes16 id);
    error Expired(uint256 deadline);
    error WrongNonce(bytes16 id, uint256 expected);
    error BadGatewaySignature(bytes16 gatewayId);
    error BadHolderSignature(address holder);
    error GatewayNotActive(bytes16 gatewayId);
    error KeyNotAfterPrevious(bytes16 gatewayId, uint64 previous);
    error NoKeyAt(bytes16 gatewayId, uint64 time);
    error WrongStatus(bytes16 id, Status status);
    error Soulbound();

    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR");

    bytes32 private constant GATEWAY_TYPE = keccak256(
        "GatewayRegistration(bytes16 gatewayId,address host,bytes32 keyX,bytes32 keyY,bytes32 metaHash,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant METER_TYPE = keccak256(
        "MeterRegistration(bytes16 meterId,bytes16 gatewayId,address owner,bytes32 metaHash,uint64 validFrom,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant ROTATION_TYPE = keccak256(
        "KeyRotation(bytes16 gatewayId,bytes32 keyX,bytes32 keyY,uint64 validFrom,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant RETIREMENT_TYPE = keccak256("Retirement(bytes16 id,uint256 nonce,uint256 deadline)");

    /// @notice The nonce the next message about a gateway or meter must carry; starts at 0.
    mapping(bytes16 id => uint256) public nonces;

    mapping(bytes16 id => Gateway) private gateways;
    mapping(bytes16 id => Meter) private meters;

    constructor(address admin) ERC721("PeerWatt Meter", "PWM") EIP712("PeerWatt DeviceRegistry", "1") {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(REGISTRAR_ROLE, admin);
    }

    // ---- registration ----

    function registerGateway(
        GatewayRegistration calldata registration,
        KeySignature calldata gatewaySignature,
        bytes calldata hostSignature
    ) external {
        bytes16 id = registration.gatewayId;
        _requireUnknown(id);
        _useNonce(id, registration.nonce, registration.deadline);
        bytes32 digest = gatewayDigest(registration);
        _requireKeySignature(id, digest, gatewaySignature, registration.keyX, registration.keyY);
        _requireHolderSignature(registration.host, digest, hostSignature);

        Gateway storage gateway = gateways[id];
        gateway.host = registration.host;
        gateway.status = Status.ACTIVE;
        gateway.metaHash = registration.metaHash;
        // The first key has no predecessor: it speaks for all time before a rotation.
        gateway.keys.push(Key(registration.keyX, registration.keyY, 0));
        emit GatewayRegistered(id, registration.host, registration.keyX, registration.keyY, registration.metaHash);
    }

    function registerMeter(
        MeterRegistration calldata registration,
        KeySignature calldata gatewaySignature,
        bytes calldata ownerSignature
    ) external {
        bytes16 id = registration.meterId;
        _requireUnknown(id);
        _useNonce(id, registration.nonce, registration.deadline);
        Gateway storage gateway = gateways[registration.gatewayId];
        require(gateway.status == Status.ACTIVE, GatewayNotActive(registration.gatewayId));
        Key storage key = gateway.keys[gateway.keys.length - 1];
        bytes32 digest = meterDigest(registration);
        _requireKeySignature(registration.gatewayId, digest, gatewaySignature, key.x, key.y);
        _requireHolderSignature(registration.owner, digest, ownerSignature);

        meters[id] = Meter(registration.gatewayId, registration.validFrom, Status.ACTIVE, registration.metaHash);
        // _mint, not _safeMint: the owner has just signed for this very token, and no callback may run here.
        _mint(registration.owner, tokenOf(id));
        emit Locked(tokenOf(id));
        emit MeterRegistered(
            id, registration.gatewayId, registration.owner, registration.metaHash, registration.validFrom
        );
    }

    /// @notice From `validFrom` on, seals of the gateway must carry the new key. Signed by the new key and the host.
    function rotateKey(
        KeyRotation calldata rotation,
        KeySignature calldata newKeySignature,
        bytes calldata hostSignature
    ) external {
        bytes16 id = rotation.gatewayId;
        Gateway storage gateway = gateways[id];
        require(gateway.status != Status.NONE, UnknownDevice(id));
        require(gateway.status == Status.ACTIVE, GatewayNotActive(id));
        _useNonce(id, rotation.nonce, rotation.deadline);
        uint64 previous = gateway.keys[gateway.keys.length - 1].validFrom;
        require(rotation.validFrom > previous, KeyNotAfterPrevious(id, previous));
        bytes32 digest = rotationDigest(rotation);
        _requireKeySignature(id, digest, newKeySignature, rotation.keyX, rotation.keyY);
        _requireHolderSignature(gateway.host, digest, hostSignature);

        gateway.keys.push(Key(rotation.keyX, rotation.keyY, rotation.validFrom));
        emit KeyRotated(id, rotation.keyX, rotation.keyY, rotation.validFrom);
    }

    /// @notice Takes a device out of service for good; signed by the host of a gateway or the owner of a meter.
    function retire(Retirement calldata retirement, bytes calldata holderSignature) external {
        bytes16 id = retirement.id;
        require(statusOf(id) != Status.NONE, UnknownDevice(id));
        _useNonce(id, retirement.nonce, retirement.deadline);
        address holder = gateways[id].status != Status.NONE ? gateways[id].host : ownerOf(id);
        _requireHolderSignature(holder, retirementDigest(retirement), holderSignature);
        _setStatus(id, Status.RETIRED);
    }

    /// @notice Suspends, reinstates or retires a device. Retired is final.
    function setStatus(bytes16 id, Status status) external onlyRole(REGISTRAR_ROLE) {
        require(status != Status.NONE, WrongStatus(id, status));
        _setStatus(id, status);
    }

    // ---- views ----

    function statusOf(bytes16 id) public view returns (Status) {
        Status ofGateway = gateways[id].status;
        return ofGateway != Status.NONE ? ofGateway : meters[id].status;
    }

    /// @notice True for an active gateway, and for an active meter of an active gateway.
    function isActive(bytes16 id) external view returns (bool) {
        if (gateways[id].status != Status.NONE) {
            return gateways[id].status == Status.ACTIVE;
        }
        return meters[id].status == Status.ACTIVE && gateways[meters[id].gatewayId].status == Status.ACTIVE;
    }

    /// @notice The key that speaks for a gateway at a time of readings; also of retired gateways.
    function keyAt(bytes16 gatewayId, uint64 time) external view returns (bytes32 x, bytes32 y) {
        Key[] storage keys = gateways[gatewayId].keys;
        for (uint256 i = keys.length; i > 0; i--) {
            Key storage key = keys[i - 1];
            if (key.validFrom <= time) {
                return (key.x, key.y);
            }
        }
        revert NoKeyAt(gatewayId, time);
    }

    function keyCount(bytes16 gatewayId) external view returns (uint256) {
        return gateways[gatewayId].keys.length;
    }

    function hostOf(bytes16 gatewayId) external view returns (address) {
        require(gateways[gatewayId].status != Status.NONE, UnknownDevice(gatewayId));
        return gateways[gatewayId].host;
    }

    /// @notice The gateway that reads a meter.
    function gatewayOf(bytes16 meterId) external view returns (bytes16) {
        require(meters[meterId].status != Status.NONE, UnknownDevice(meterId));
        return meters[meterId].gatewayId;
    }

    /// @notice The first reading time for which the binding of a meter counts.
    function validFrom(bytes16 meterId) external view returns (uint64) {
        require(meters[meterId].status != Status.NONE, UnknownDevice(meterId));
        return meters[meterId].validFrom;
    }

    function ownerOf(bytes16 meterId) public view returns (address) {
        return ownerOf(tokenOf(meterId));
    }

    function metaHashOf(bytes16 id) external view returns (bytes32) {
        return gateways[id].status != Status.NONE ? gateways[id].metaHash : meters[id].metaHash;
    }

    function tokenOf(bytes16 meterId) public pure returns (uint256) {
        return uint256(uint128(meterId));
    }

    function locked(uint256 tokenId) external view returns (bool) {
        _requireOwned(tokenId);
        return true;
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, AccessControl) returns (bool) {
        return interfaceId == type(IERC5192).interfaceId || super.supportsInterface(interfaceId);
    }

    // ---- what is signed (EIP-712) ----

    function gatewayDigest(GatewayRegistration calldata registration) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(GATEWAY_TYPE, registration)));
    }

    function meterDigest(MeterRegistration calldata registration) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(METER_TYPE, registration)));
    }

    function rotationDigest(KeyRotation calldata rotation) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(ROTATION_TYPE, rotation)));
    }

    function retirementDigest(Retirement calldata retirement) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(RETIREMENT_TYPE, retirement)));
    }

    // ---- rules ----

    function _requireUnknown(bytes16 id) private view {
        require(statusOf(id) == Status.NONE, AlreadyRegistered(id));
    }

    function _useNonce(bytes16 id, uint256 nonce, uint256 deadline) private {
        require(block.timestamp <= deadline, Expired(deadline));
        uint256 expected = nonces[id]++;
        require(nonce == expected, WrongNonce(id, expected));
    }

    function _requireKeySignature(
        bytes16 gatewayId,
        bytes32 digest,
        KeySignature calldata signature,
        bytes32 keyX,
        bytes32 keyY
    ) private view {
        require(P256.verify(digest, signature.r, signature.s, keyX, keyY), BadGatewaySignature(gatewayId));
    }

    function _requireHolderSignature(address holder, bytes32 digest, bytes calldata signature) private view {
        require(
            holder != address(0) && SignatureChecker.isValidSignatureNow(holder, digest, signature),
            BadHolderSignature(holder)
        );
    }

    function _setStatus(bytes16 id, Status status) private {
        Status current = statusOf(id);
        require(current != Status.NONE, UnknownDevice(id));
        require(current != Status.RETIRED && current != status, WrongStatus(id, current));
        if (gateways[id].status != Status.NONE) {
            gateways[id].status = status;
        } else {
            meters[id].status = status;
        }
        emit StatusChanged(id, status);
        if (status == Status.RETIRED) {
            emit DeviceRetired(id);
        }
    }

    /// @dev Tokens are minted and stay: a new owner means a new registration signed by both sides.
    function _update(address to, uint256 tokenId, address auth) internal override returns (address) {
        address from = super._update(to, tokenId, auth);
        require(from == address(0), Soulbound());
        return from;
    }
}
