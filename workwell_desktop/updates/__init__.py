"""Updates from a folder or a stick: what is offered is signed, and nothing is started that was not checked.

offer = read_offer(folder, build_facts())
package = take(offer, private_folder)
"""

from workwell_desktop.updates.manifest import Offer, UpdateRefused, read_offer
from workwell_desktop.updates.package import command_for, take

__all__ = ["Offer", "UpdateRefused", "command_for", "read_offer", "take"]
