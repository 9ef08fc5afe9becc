// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {WattToken} from "./WattToken.sol";

/// @title Pays rewards by cumulative Merkle claims.
/// @notice A root says what each account earned in its life; a claim pays what of it was not paid yet, so a lost or
///         repeated claim never pays twice. Whoever may post roots can mint no more than the `total` it declared, and
///         never more than the token's cap. Leaf: keccak256(keccak256(abi.encode(account, token, cumulative))), tree as
///         in OpenZeppelin's StandardMerkleTree.
contract RewardDistributor is AccessControl {
    /// @dev `total` is the sum of all cumulative rewards in the tree, in nano-WATT.
    struct Root {
        bytes32 root;
        uint128 total;
        uint64 epoch;
        uint64 activeAt;
    }

    event RootPosted(uint64 indexed epoch, bytes32 root, uint256 total, bytes32 dataHash, uint64 activeAt);
    event RootReplaced(
        uint64 indexed epoch, bytes32 root, uint256 total, bytes32 dataHash, uint64 activeAt, string reason
    );
    event Claimed(address indexed account, address indexed token, uint256 amount, uint256 cumulative);

    error WrongEpoch(uint64 expected);
    error EmptyRoot();
    error TotalFalls(uint256 total, uint256 before);
    error TotalAboveCap(uint256 total, uint256 cap);
    error NotActiveYet(uint64 epoch, uint64 activeAt);
    error AlreadyActive(uint64 epoch);
    error NothingPosted();
    error WrongToken(address token);
    error WrongProof();
    error NothingToClaim(address account, uint256 claimed);
    error BeyondTotal(uint256 claimed, uint256 total);
    error DelayTooLong(uint64 delay);

    bytes32 public constant ORACLE_ROLE = keccak256("ORACLE");

    WattToken public immutable token;
    /// @notice Seconds from the posting of a root to its first claim, in which it can be recomputed and replaced.
    uint64 public immutable activationDelay;

    Root private active;
    Root private latest;
    uint256 public totalClaimed;
    mapping(address account => uint256 cumulative) public claimed;

    constructor(WattToken token_, uint64 activationDelay_, address admin, address oracle) {
        require(activationDelay_ <= 30 days, DelayTooLong(activationDelay_));
        token = token_;
        activationDelay = activationDelay_;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(ORACLE_ROLE, oracle);
    }

    /// @notice Says what everybody earned up to and with an epoch. Not while the root before is still waiting, else
    ///         that one could be neither checked nor replaced.
    /// @param dataHash of the published data from which anyone recomputes the root
    function postRoot(uint64 epoch, bytes32 root, uint256 total, bytes32 dataHash) external onlyRole(ORACLE_ROLE) {
        Root memory last = latest;
        require(epoch == last.epoch + 1, WrongEpoch(last.epoch + 1));
        require(block.timestamp >= last.activeAt, NotActiveYet(last.epoch, last.activeAt));
        uint64 activeAt = _store(epoch, root, total, last.total);
        active = last;
        emit RootPosted(epoch, root, total, dataHash, activeAt);
    }

    /// @notice Corrects the newest root before it pays; its delay starts again.
    function replaceRoot(uint64 epoch, bytes32 root, uint256 total, bytes32 dataHash, string calldata reason)
        external
        onlyRole(ORACLE_ROLE)
    {
        Root memory last = latest;
        require(epoch == last.epoch && epoch > 0, WrongEpoch(last.epoch));
        require(block.timestamp < last.activeAt, AlreadyActive(epoch));
        uint64 activeAt = _store(epoch, root, total, active.total);
        emit RootReplaced(epoch, root, total, dataHash, activeAt, reason);
    }

    /// @notice Pays `account` what it earned and was not paid yet; anyone may call it.
    /// @param cumulative all it ever earned, as the leaf says
    function claim(address account, address token_, uint256 cumulative, bytes32[] calldata proof) external {
        Root memory current = activeRoot();
        require(current.epoch > 0, NothingPosted());
        require(token_ == address(token), WrongToken(token_));
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, token_, cumulative))));
        require(MerkleProof.verifyCalldata(proof, current.root, leaf), WrongProof());
        uint256 before = claimed[account];
        require(cumulative > before, NothingToClaim(account, before));
        uint256 amount = cumulative - before;
        uint256 sum = totalClaimed + amount;
        require(sum <= current.total, BeyondTotal(sum, current.total));
        claimed[account] = cumulative;
        totalClaimed = sum;
        emit Claimed(account, token_, amount, cumulative);
        token.mint(account, amount);
    }

    /// @notice The root that claims are checked against; epoch 0 before the first.
    function activeRoot() public view returns (Root memory) {
        return block.timestamp >= latest.activeAt ? latest : active;
    }

    /// @notice The newest root, active or not.
    function latestRoot() external view returns (Root memory) {
        return latest;
    }

    function _store(uint64 epoch, bytes32 root, uint256 total, uint256 before) private returns (uint64 activeAt) {
        require(root != bytes32(0), EmptyRoot());
        require(total >= before, TotalFalls(total, before));
        require(total <= token.cap(), TotalAboveCap(total, token.cap()));
        activeAt = uint64(block.timestamp) + activationDelay;
        // The cap fits 128 bits.
        latest = Root(root, uint128(total), epoch, activeAt);
    }
}
