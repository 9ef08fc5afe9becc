// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {Escrow} from "./Escrow.sol";

/// @title The batches of one community: a chain of header hashes, closed per period into nets.
/// @notice A batch costs one ring entry and one head slot; the header itself is in the event, the trades behind
///         `dataHash` and `recordsRoot` are published off chain. Times of slots are never compared with a block's.
contract SettlementLedger is AccessControl {
    /// @dev Slot numbers are start / 300 s, `slotTo` exclusive; `wh` counts trades between members, `paid` is the
    ///      sum of all records in nano-currency; `cumNetHash` is over the period's nets up to and with this batch.
    struct Header {
        uint8 version;
        bytes16 cell;
        uint64 number;
        uint32 period;
        bool endsPeriod;
        uint32 slotSeconds;
        uint32 slotFrom;
        uint32 slotTo;
        uint32 records;
        uint16 accounts;
        uint64 wh;
        uint128 paid;
        uint32 paramsVersion;
        bytes32 recordsRoot;
        bytes32 dataHash;
        bytes32 cumNetHash;
    }

    /// @dev Exactly one storage slot.
    struct Head {
        uint64 number;
        uint64 closedNumber;
        uint32 period;
        uint32 closedPeriods;
        uint32 slotTo;
        uint16 accounts;
        bool endsPeriod;
        bool paused;
    }

    event BatchCommitted(uint64 indexed number, bytes32 hash, bytes32 prev, uint64 committedAt, Header header);
    event PeriodClosed(uint32 indexed period, uint64 number, uint16 accounts, bytes32 cumNetHash);
    event Paused(address by);
    event Unpaused(address by);

    error IsPaused();
    error NotPaused();
    error WrongVersion(uint8 version);
    error WrongCell(bytes16 cell);
    error WrongNumber(uint64 expected);
    error WrongPeriod(uint32 expected);
    error WrongSlots(uint32 expectedFrom);
    error TooManyRecords(uint32 records);
    error WrongRoot();
    error WrongAccounts(uint16 accounts);
    error TooManyOpenBatches(uint64 oldest);
    error UnknownBatch(uint64 number);
    error NotEndOfPeriod(uint64 number);
    error StillChallengeable(uint256 closableAt);
    error WrongNet();

    bytes32 public constant OPERATOR_ROLE = keccak256("OPERATOR");
    bytes32 public constant GUARDIAN_ROLE = keccak256("GUARDIAN");

    uint8 public constant VERSION = 1;
    uint64 public constant RING = 4_096;
    uint32 public constant MAX_RECORDS = 14_000;
    uint16 public constant MIN_ACCOUNTS = 4;
    uint16 public constant MAX_ACCOUNTS = 1_024;

    bytes16 public immutable cell;
    Escrow public immutable escrow;
    /// @notice Seconds between the commit of a period's last batch and the earliest close.
    uint64 public immutable challengeWindow;

    Head public head;
    mapping(uint64 position => bytes32 hash) private ring;

    constructor(bytes16 cell_, Escrow escrow_, uint64 challengeWindow_, address admin, address operator) {
        cell = cell_;
        escrow = escrow_;
        challengeWindow = challengeWindow_;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(GUARDIAN_ROLE, admin);
        _grantRole(OPERATOR_ROLE, operator);
    }

    function commit(Header calldata header) external onlyRole(OPERATOR_ROLE) {
        Head memory last = head;
        require(!last.paused, IsPaused());
        _check(header, last);
        bytes32 prev = last.number == 0 ? bytes32(0) : ring[last.number % RING];
        uint64 committedAt = uint64(block.timestamp);
        bytes32 hash = keccak256(abi.encode(prev, header, committedAt));
        ring[header.number % RING] = hash;
        last.number = header.number;
        last.period = header.period;
        last.slotTo = header.slotTo;
        last.accounts = header.accounts;
        last.endsPeriod = header.endsPeriod;
        head = last;
        emit BatchCommitted(header.number, hash, prev, committedAt, header);
    }

    /// @notice Applies the net of a period whose last batch is old enough; anyone may call it.
    /// @param prev hash of the batch before `last`; `committedAt` its block time, both from its event.
    /// @param net what `last.cumNetHash` is the hash of: a big-endian int64 per account.
    function close(Header calldata last, bytes32 prev, uint64 committedAt, bytes calldata net) external {
        Head memory current = head;
        require(!current.paused, IsPaused());
        require(
            last.number > current.closedNumber && last.number <= current.number
                && ring[last.number % RING] == keccak256(abi.encode(prev, last, committedAt)),
            UnknownBatch(last.number)
        );
        require(last.endsPeriod, NotEndOfPeriod(last.number));
        require(last.period == current.closedPeriods + 1, WrongPeriod(current.closedPeriods + 1));
        require(
            block.timestamp >= uint256(committedAt) + challengeWindow,
            StillChallengeable(uint256(committedAt) + challengeWindow)
        );
        require(net.length == uint256(last.accounts) * 8 && keccak256(net) == last.cumNetHash, WrongNet());
        current.closedPeriods = last.period;
        current.closedNumber = last.number;
        head = current;
        emit PeriodClosed(last.period, last.number, last.accounts, last.cumNetHash);
        escrow.applyNet(last.period, net);
    }

    /// @notice Stops commit and close. Withdrawals go on.
    function pause() external onlyRole(GUARDIAN_ROLE) {
        require(!head.paused, IsPaused());
        head.paused = true;
        emit Paused(msg.sender);
    }

    function unpause() external onlyRole(GUARDIAN_ROLE) {
        require(head.paused, NotPaused());
        head.paused = false;
        emit Unpaused(msg.sender);
    }

    // ---- views ----

    /// @notice Hash of one of the last 4,096 batches; zero hash for number 0.
    function hashOf(uint64 number) public view returns (bytes32) {
        require(number <= head.number && head.number - number < RING, UnknownBatch(number));
        return number == 0 ? bytes32(0) : ring[number % RING];
    }

    function headHash() external view returns (bytes32) {
        return hashOf(head.number);
    }

    function closedPeriods() external view returns (uint32) {
        return head.closedPeriods;
    }

    function paused() external view returns (bool) {
        return head.paused;
    }

    // ---- rules ----

    function _check(Header calldata header, Head memory last) private view {
        require(header.version == VERSION, WrongVersion(header.version));
        require(header.cell == cell, WrongCell(header.cell));
        require(header.number == last.number + 1, WrongNumber(last.number + 1));
        bool newPeriod = last.number == 0 || last.endsPeriod;
        uint32 period = newPeriod ? last.period + 1 : last.period;
        require(header.period == period, WrongPeriod(period));
        require(
            header.slotTo > header.slotFrom && (last.number == 0 || header.slotFrom == last.slotTo),
            WrongSlots(last.slotTo)
        );
        require(header.records <= MAX_RECORDS, TooManyRecords(header.records));
        require((header.records == 0) == (header.recordsRoot == bytes32(0)), WrongRoot());
        // Within a period the running net may only gain accounts: fewer would drop somebody's money.
        require(
            header.accounts >= MIN_ACCOUNTS && header.accounts <= MAX_ACCOUNTS
                && (newPeriod || header.accounts >= last.accounts) && header.accounts <= escrow.accountCount(),
            WrongAccounts(header.accounts)
        );
        // The entry about to be overwritten must belong to a closed period, else that period could never close.
        require(header.number - last.closedNumber <= RING, TooManyOpenBatches(last.closedNumber + 1));
    }
}
