"""A Modbus server of pymodbus 3.0, as Debian packages it: `pymodbus_peer.py tcp PORT` or `pymodbus_peer.py serial DEVICE`.

Unit 7. Input registers hold their own address, holding registers what was written; both end at 60000.
"""
import asyncio
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartAsyncSerialServer, StartAsyncTcpServer
from pymodbus.transaction import ModbusRtuFramer


def context():
    unit = ModbusSlaveContext(
        ir=ModbusSequentialDataBlock(0, list(range(60000))),
        hr=ModbusSequentialDataBlock(0, [0] * 60000),
        zero_mode=True,
    )
    return ModbusServerContext(slaves={7: unit}, single=False)


async def main():
    if sys.argv[1] == "tcp":
        await StartAsyncTcpServer(context=context(), address=("127.0.0.1", int(sys.argv[2])))
    else:
        await StartAsyncSerialServer(
            context=context(), framer=ModbusRtuFramer, port=sys.argv[2], baudrate=19200, parity="N", timeout=0.005
        )


asyncio.run(main())
