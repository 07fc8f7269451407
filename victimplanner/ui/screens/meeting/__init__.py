"""The Meetings tab of a case: offer and plan, record, follow-up."""

from victimplanner.ui.screens.meeting.view import MeetingView

__all__ = ["MeetingView"]
