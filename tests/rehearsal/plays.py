"""Which function plays which operation of the document. What is not here is answered with the
document's example.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.document.examples import JsonValue
from tests.rehearsal import actions, contacts, others
from tests.rehearsal.account import Account
from tests.rehearsal.contract import Call
from tests.rehearsal.happenings import hit, kind, of_actions, of_contact, of_notifications

Play = Callable[[Account, Call], JsonValue]

CATEGORIES = contacts.Categories("categories")
VALUE_LISTS = contacts.Shelf("value_lists")

PLAYS: Mapping[str, Play] = {
    "listActions": actions.list_all,
    "createAction": actions.create,
    "getAction": actions.read,
    "updateAction": actions.update,
    "deleteAction": actions.delete,
    "duplicateAction": actions.duplicate,
    "validateAction": actions.validate,
    "unvalidateAction": actions.unvalidate,
    "renderActions": actions.render_many,
    "renderAction": actions.render,
    "sendActions": actions.send_many,
    "sendAction": actions.send,
    "sendActionToTarget": actions.send_to,
    "listAllActionEvents": of_actions(),
    "listAllActionCancellations": of_actions(kind("cancellation")),
    "listActionActivations": of_actions(kind("activation")),
    "listActionCancellations": of_actions(kind("cancellation")),
    "listActionBounces": of_actions(kind("bounce")),
    "listActionMirrorHits": of_actions(hit("mirror")),
    "listAllActionReactivities": of_actions(kind("bounce", "hit", "complaint")),
    "listAllActionBounceReactivities": of_actions(kind("bounce")),
    "listAllActionOpenHits": of_actions(hit("open")),
    "listAllActionMirrorHits": of_actions(hit("mirror")),
    "listActionRedirectionHits": of_actions(hit("redirection")),
    "listActionUnsubscribeHits": of_actions(hit("unsubscribe")),
    "listContactEvents": of_contact(),
    "listContactActivations": of_contact(kind("activation")),
    "listContactActivationsBy": of_contact(kind("activation")),
    "listContactOpenHits": of_contact(hit("open")),
    "listContactFormHits": of_contact(hit("form")),
    "listContactStopsBy": of_contact(kind("stop")),
    "listNotificationExecutions": of_notifications(kind("execution")),
    "listNotificationCancellations": of_notifications(kind("cancellation")),
    "listNotificationActivations": of_notifications(kind("activation")),
    "listAllNotificationReactivities": of_notifications(kind("hit", "bounce", "optout")),
    "listAllNotificationHits": of_notifications(kind("hit")),
    "listAllNotificationBounces": of_notifications(kind("bounce")),
    "listNotificationOptouts": of_notifications(kind("optout")),
    "createNotification": others.create,
    "getNotification": others.read,
    "updateNotification": others.update,
    "deleteNotification": others.delete,
    "duplicateNotification": others.duplicate,
    "executeNotification": others.execute_one,
    "executeNotifications": others.execute_many,
    "getContact": contacts.read,
    "getContactBy": contacts.read_by,
    "createContact": contacts.create,
    "updateContact": contacts.update,
    "updateContactBy": contacts.update_by,
    "deleteContact": contacts.delete,
    "deleteContacts": contacts.delete_many,
    "countContacts": contacts.count,
    "addContactToMailRedlist": contacts.add_to_mail_redlist,
    "listMailRedlist": contacts.mail_redlist,
    "listSmsRedlist": contacts.sms_redlist,
    "listContactNotifications": contacts.notifications,
    "listFields": contacts.list_fields,
    "createField": contacts.create_field,
    "listSegments": contacts.list_segments,
    "createSegment": contacts.create_segment,
    "getSegment": contacts.read_segment,
    "updateSegment": contacts.update_segment,
    "deleteSegment": contacts.delete_segment,
    "listSegmentTargets": contacts.list_targets,
    "addSegmentTargets": contacts.add_targets,
    "removeSegmentTargets": contacts.remove_targets,
    "listValueLists": VALUE_LISTS.list,
    "createValueList": VALUE_LISTS.create,
    "getValueList": VALUE_LISTS.read,
    "updateValueList": VALUE_LISTS.update,
    "listCategories": CATEGORIES.list,
    "createCategory": CATEGORIES.create,
    "getCategory": CATEGORIES.read,
    "updateCategory": CATEGORIES.update,
    "deleteCategory": CATEGORIES.delete,
    "listImports": others.list_imports,
    "createImport": others.create_import,
    "getImport": others.read_import,
    "updateImport": others.update_import,
    "deleteImport": others.delete_import,
    "uploadImportSource": others.upload_source,
    "startImportExecution": others.start_execution,
    "getLastImportExecution": others.last_execution,
}
