// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title The members' money: one balance per account index, moved only by deposits, period nets and withdrawals.
/// @notice Balances are in nano-currency; one unit of the six-decimal token is 1,000 nano. Not upgradeable, and
///         withdrawals can be stopped by nobody: whoever distrusts the operator leaves after the thaw.
contract Escrow is AccessControl, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    event AccountOpened(uint16 indexed index, address indexed owner);
    event Deposited(uint16 indexed index, uint256 nano);
    event WithdrawRequested(uint16 indexed index, uint256 nano, uint64 readyAt);
    event Withdrawn(uint16 indexed index, uint256 nano);
    event NetApplied(uint32 indexed period, bytes32 netHash);
    /// @notice Insurance paid what an account could not.
    event ShortfallCovered(uint32 indexed period, uint16 indexed index, uint256 nano);
    event LedgerSet(address ledger);

    error NotTheLedger(address caller);
    error LedgerAlreadySet(address ledger);
    error NoLedger();
    error NoAccount(address owner);
    error NoSuchIndex(uint16 index);
    error AccountExists(address owner, uint16 index);
    error ZeroOwner();
    error ZeroAmount();
    error TooManyAccounts();
    error NothingRequested(uint16 index);
    error StillThawing(uint64 readyAt);
    error NetLength(uint256 length);
    error NetNotZero(int256 sum);
    error InsuranceExhausted(int256 balance);
    error ThawTooLong(uint64 thaw);
    error BalanceTooLarge();

    struct Request {
        uint128 nano;
        uint64 readyAt;
    }

    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR");

    uint256 public constant NANO_PER_UNIT = 1_000;
    uint16 public constant RESERVED = 4;
    uint256 private constant INSURANCE = 3;
    uint256 private constant MAX_ACCOUNTS = 65_535;
    uint256 private constant HALF = 128;
    uint256 private constant LOW_HALF = type(uint128).max;

    IERC20 public immutable token;
    /// @notice Seconds between a request and its withdrawal; longer than challenge window plus period close.
    uint64 public immutable thaw;

    address public ledger;
    uint16 private opened;

    /// @dev Index 2k in the low half of slot k, index 2k+1 in the high half.
    uint256[32_768] private balances;
    mapping(address owner => uint256 indexPlusOne) private indexes;
    mapping(uint16 index => address owner) private owners;
    mapping(uint16 index => Request) private requests;

    /// @param reserved owners of 0 operator, 1 grid fund, 2 demand-response fund, 3 insurance; all different.
    constructor(IERC20 token_, uint64 thaw_, address admin, address[4] memory reserved) {
        require(thaw_ <= 365 days, ThawTooLong(thaw_));
        token = token_;
        thaw = thaw_;
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
        _grantRole(REGISTRAR_ROLE, admin);
        for (uint256 i = 0; i < RESERVED; i++) {
            _open(reserved[i]);
        }
    }

    /// @notice Names the one ledger that may apply nets. Possible once.
    function setLedger(address ledger_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        require(ledger == address(0), LedgerAlreadySet(ledger));
        require(ledger_ != address(0), NoLedger());
        ledger = ledger_;
        emit LedgerSet(ledger_);
    }

    function openAccount(address owner) external onlyRole(REGISTRAR_ROLE) returns (uint16 index) {
        return _open(owner);
    }

    /// @notice Pays `amount` token units of the caller into the account of `owner`.
    function deposit(address owner, uint256 amount) external nonReentrant {
        require(amount > 0, ZeroAmount());
        uint16 index = indexOf(owner);
        uint256 nano = amount * NANO_PER_UNIT;
        _setBalance(index, SafeCast.toUint128(balanceOf(index) + nano));
        emit Deposited(index, nano);
        token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @notice Announces a withdrawal of the caller; replaces an earlier one. The balance can still be traded.
    function requestWithdraw(uint128 nano) external {
        require(nano > 0, ZeroAmount());
        uint16 index = indexOf(msg.sender);
        uint64 readyAt = SafeCast.toUint64(block.timestamp) + thaw;
        requests[index] = Request(nano, readyAt);
        emit WithdrawRequested(index, nano, readyAt);
    }

    /// @notice Pays out what was requested, or the balance if that is less, rounded down to whole token units.
    function withdraw() external nonReentrant {
        uint16 index = indexOf(msg.sender);
        Request memory request = requests[index];
        require(request.nano > 0, NothingRequested(index));
        require(block.timestamp >= request.readyAt, StillThawing(request.readyAt));
        delete requests[index];
        uint256 balance = balanceOf(index);
        uint256 units = (request.nano < balance ? request.nano : balance) / NANO_PER_UNIT;
        uint256 nano = units * NANO_PER_UNIT;
        _setBalance(index, balance - nano);
        emit Withdrawn(index, nano);
        token.safeTransfer(msg.sender, units);
    }

    /// @notice Adds the net of a period to the balances. `net` is one big-endian int64 per account from index 0.
    /// @dev An account that cannot pay is covered by the insurance account, whose own net counts first.
    function applyNet(uint32 period, bytes calldata net) external {
        require(msg.sender == ledger, NotTheLedger(msg.sender));
        uint256 accounts = net.length / 8;
        require(net.length % 8 == 0 && accounts >= RESERVED && accounts <= opened, NetLength(net.length));
        int256 sum = 0;
        int256 insurance = int256(balanceOf(uint16(INSURANCE))) + _netAt(net, INSURANCE);
        unchecked {
            // At most 65,535 summands of 64 bits on balances of 128 bits: nothing here nears 256 bits.
            for (uint256 index = 0; index < accounts; index += 2) {
                int256 lowNet = _netAt(net, index);
                int256 highNet = index + 1 < accounts ? _netAt(net, index + 1) : int256(0);
                if (lowNet == 0 && highNet == 0) {
                    continue;
                }
                sum += lowNet + highNet;
                uint256 pair = balances[index / 2];
                int256 low = int256(pair & LOW_HALF) + lowNet;
                int256 high = int256(pair >> HALF) + (index + 1 == INSURANCE ? int256(0) : highNet);
                if (low < 0) {
                    insurance += low;
                    emit ShortfallCovered(period, uint16(index), uint256(-low));
                    low = 0;
                }
                if (high < 0) {
                    insurance += high;
                    emit ShortfallCovered(period, uint16(index + 1), uint256(-high));
                    high = 0;
                }
                balances[index / 2] = _pair(low, high);
            }
        }
        require(sum == 0, NetNotZero(sum));
        require(insurance >= 0, InsuranceExhausted(insurance));
        balances[INSURANCE / 2] = _pair(int256(balances[INSURANCE / 2] & LOW_HALF), insurance);
        emit NetApplied(period, keccak256(net));
    }

    // ---- views ----

    function accountCount() external view returns (uint16) {
        return opened;
    }

    /// @notice Balance in nano-currency; reverts for an index that was never opened.
    function balanceOf(uint16 index) public view returns (uint256) {
        require(index < opened, NoSuchIndex(index));
        uint256 pair = balances[index / 2];
        return index % 2 == 0 ? pair & LOW_HALF : pair >> HALF;
    }

    function indexOf(address owner) public view returns (uint16) {
        uint256 indexPlusOne = indexes[owner];
        require(indexPlusOne > 0, NoAccount(owner));
        return uint16(indexPlusOne - 1);
    }

    function hasAccount(address owner) external view returns (bool) {
        return indexes[owner] > 0;
    }

    function ownerOf(uint16 index) external view returns (address) {
        require(index < opened, NoSuchIndex(index));
        return owners[index];
    }

    function requestOf(uint16 index) external view returns (uint128 nano, uint64 readyAt) {
        Request storage request = requests[index];
        return (request.nano, request.readyAt);
    }

    // ---- rules ----

    function _open(address owner) private returns (uint16 index) {
        require(owner != address(0), ZeroOwner());
        if (indexes[owner] > 0) {
            revert AccountExists(owner, indexOf(owner));
        }
        require(opened < MAX_ACCOUNTS, TooManyAccounts());
        index = opened++;
        indexes[owner] = uint256(index) + 1;
        owners[index] = owner;
        emit AccountOpened(index, owner);
    }

    function _setBalance(uint16 index, uint256 nano) private {
        uint256 pair = balances[index / 2];
        balances[index / 2] = index % 2 == 0 ? (pair & ~LOW_HALF) | nano : (pair & LOW_HALF) | (nano << HALF);
    }

    /// @dev The caller has checked that the index is inside.
    function _netAt(bytes calldata net, uint256 index) private pure returns (int256 nano) {
        assembly ("memory-safe") {
            // the top eight bytes of the word, with their sign
            nano := sar(192, calldataload(add(net.offset, shl(3, index))))
        }
    }

    /// @dev Neither half is negative.
    function _pair(int256 low, int256 high) private pure returns (uint256) {
        require(uint256(low | high) <= LOW_HALF, BalanceTooLarge());
        return uint256(low) | (uint256(high) << HALF);
    }
}
