create trigger campaign_events_no_update before update on campaign_events begin select raise(abort, 'campaign_events is append-only'); end;
--> statement-breakpoint
create trigger campaign_events_no_delete before delete on campaign_events begin select raise(abort, 'campaign_events is append-only'); end;
--> statement-breakpoint
create trigger draw_places_no_update before update on draw_places begin select raise(abort, 'draw_places is append-only'); end;
--> statement-breakpoint
create trigger draw_places_no_delete before delete on draw_places begin select raise(abort, 'draw_places is append-only'); end;
