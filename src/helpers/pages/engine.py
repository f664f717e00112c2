"""Papermill's engine for kernels that are forks (`kernels`), through its interface for engines."""

from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from papermill.engines import NBClientEngine, papermill_engines

from helpers.pages import kernels

ENGINE = "forked"


def name() -> str | None:
    """Return the name of the engine that runs notebooks here; None is papermill's plain one."""
    if not kernels.can_fork():
        return None
    papermill_engines.register(ENGINE, ForkedEngine)
    return ENGINE


class ForkedEngine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own engine with kernels that are forked."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **settings: Any) -> Any:
        """Run the cells of the notebook."""
        manager = {"kernel_manager_class": ForkedKernelManager}
        return super().execute_managed_notebook(nb_man, kernel_name, **settings, **manager)


class ForkedKernelManager(AsyncKernelManager):
    """A manager whose kernel is a fork."""

    async def _async_pre_start_kernel(self, **settings: Any) -> Any:
        spec = self.kernel_spec
        self.provisioner = ForkedKernel(kernel_id=ENGINE, kernel_spec=spec, parent=self)
        return await super()._async_pre_start_kernel(**settings)


class ForkedKernel(LocalProvisioner):
    """Launches a kernel by a fork; all else is as with a kernel that was started by a command."""

    async def launch_kernel(self, cmd: list[str], **settings: Any) -> Any:
        """Fork a kernel that reads the connection file which the command names."""
        arguments = cmd[cmd.index("-f") :]
        given = (arguments, settings["env"], settings.get("cwd"))
        fork = kernels.Fork(target=kernels.run_kernel, args=given)
        fork.start()
        self.process = fork  # type: ignore[assignment]
        self.pid = self.pgid = fork.pid  # its own group, as soon as it runs
        return self.connection_info
